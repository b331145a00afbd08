// Preloaded (`node --import`) into a run, and into the threads that it starts: whatever would open a connection, or ask for the address of a
// name, is noted in the file NETWORK_LOG and refused.
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http2 from 'node:http2';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const log = process.env.NETWORK_LOG;

const refuse = (owner, name, what) => {
  if (typeof owner[name] !== 'function') return;
  owner[name] = () => {
    const error = new Error(`no network: ${what}`);
    if (log !== undefined) fs.appendFileSync(log, `${what}\n`);
    throw error;
  };
};

refuse(net.Socket.prototype, 'connect', 'net.Socket.connect');
for (const name of ['connect', 'createConnection']) refuse(net, name, `net.${name}`);
refuse(net.Server.prototype, 'listen', 'net.Server.listen');
refuse(tls, 'connect', 'tls.connect');
refuse(http2, 'connect', 'http2.connect');
refuse(dgram, 'createSocket', 'dgram.createSocket');
for (const owner of [dns, dns.promises]) {
  for (const name of Object.keys(owner)) if (/^(lookup|resolve|reverse)/.test(name)) refuse(owner, name, `dns.${name}`);
}
refuse(globalThis, 'fetch', 'fetch');
refuse(globalThis, 'WebSocket', 'WebSocket');
syncBuiltinESMExports();
