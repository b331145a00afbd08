import { describe, expect, it } from 'vitest';
import { accountKey, areAlike } from './account-name.ts';
import { isAtShop, shopHostFault } from './shop-host.ts';

describe('an account', () => {
  it.each([
    ['Tern-Tide', ' tern-tide '],
    ['@tern-tide', 'TERN-TIDE'],
    ['ｔｅｒｎ-tide', 'tern-tide'],
    ['https://www.ebay.com/usr/tern-tide', 'tern-tide'],
    ['http://ebay.com/usr/tern-tide/?_trksid=1', '@Tern-Tide'],
    ['https://shop.example/a/', 'http://www.shop.example/a'],
    [7, '7'],
  ])('%j and %j are one', (a, b) => {
    expect(accountKey(a)).toBe(accountKey(b));
    expect(areAlike(a, b)).toBe(false);
  });

  it.each([
    ['tern-tide', 'tern_tide', true],
    ['tern-tide', 'terntide', true],
    ['tern-tide', 'tern-tyde', true],
    ['tern-tide', 'tren-tide', true],
    ['https://market.example/shop/tern-tide', 'tern-tide', true],
    ['tern-tide', 'harbour-lights', false],
    ['shop1', 'shop2', false],
    ['1044', '1045', false],
    ['acme', 'acne', false],
  ])('%j and %j are alike: %s', (a, b, expected) => {
    expect(accountKey(a)).not.toBe(accountKey(b));
    expect(areAlike(a, b)).toBe(expected);
  });
});

describe('the host of a shop', () => {
  it.each(['com', 'www.', 'www', 'co.uk', 'www.co.uk', 'myshopify.com', 'github.io', '.', '*.com', 'COM', 'com.'])(
    '%s is none',
    (domain) => {
      expect(shopHostFault(domain)).toBeTypeOf('string');
      expect(isAtShop('https://anything.com/1', domain)).toBe(false);
    },
  );
  it.each([
    'etsy.com',
    'www.ebay.co.uk',
    'amazon.de',
    'aliexpress.com',
    'https://shop.example',
    'shop.example/a',
    '10.0.0.1',
  ])('%s is no shop of one licensee', (domain) => {
    expect(shopHostFault(domain)).toBeTypeOf('string');
  });
  it.each([
    ['https://shop.example/1', 'shop.example', true],
    ['https://de.shop.example/1', 'www.Shop.example', true],
    ['https://shop.example.evil.example/1', 'shop.example', false],
    ['https://notshop.example/1', 'shop.example', false],
    ['https://shop.example@evil.example/1', 'shop.example', false],
    ['https://other.myshopify.com/1', 'acme.myshopify.com', false],
    ['https://acme.myshopify.com/1', 'acme.myshopify.com', true],
    ['https://xn--bcher-kva.example/1', 'bücher.example', true],
    ['https://shop.example./1', 'shop.example', true],
    ['shop.example/1', 'shop.example', false],
  ])('%s is at %s: %s', (address, domain, expected) => {
    expect(isAtShop(address, domain)).toBe(expected);
  });
});
