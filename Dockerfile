# syntax=docker/dockerfile:1
# A small image that lints what is mounted at /work, as nobody in particular and without a network:
#   docker build --tag listing-lint .
#   docker run --rm --network none --read-only --volume "$PWD:/work:ro" listing-lint
FROM node:22-slim AS build
WORKDIR /source
COPY . .
RUN npm run build \
  && npm pack ./packages/cli/dist --pack-destination /tmp \
  && npm install --prefix /opt/listing-lint --omit=dev --no-audit --no-fund /tmp/listing-lint-*.tgz

FROM node:22-slim
COPY --from=build /opt/listing-lint /opt/listing-lint
# What pictures took in memory goes back to the system: else malloc keeps some 25 MB for each thread that has decoded any.
ENV NODE_ENV=production MALLOC_TRIM_THRESHOLD_=131072
# A number, so that a cluster can see that it is not root.
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["node", "/opt/listing-lint/node_modules/listing-lint/main.js"]
