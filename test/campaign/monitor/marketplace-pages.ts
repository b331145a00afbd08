// Pages as marketplaces lay them out: where they put the seller, the title and the pictures. Composed: none of their text is copied.

export interface MarketplaceItem {
  readonly number: number;
  readonly seller: string;
  readonly title: string;
  /** Address of the picture that the page shows. */
  readonly picture: string;
}

interface MarketplaceLayout {
  readonly address: (item: MarketplaceItem) => string;
  readonly html: (item: MarketplaceItem) => string;
}

const page = (head: string, body: string): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8">${head}</head><body><header><a href="/usr/somebody">Hello</a><a href="/store/99">My shop</a></header><main>${body}</main></body></html>`;
const script = (text: string, attributes = ''): string => `<script${attributes}>${text}</script>`;
const escaped = (text: string): string => text.replaceAll('/', '\\/');
const graph = (title: string, picture: string): string =>
  `<meta property="og:title" content="${title}"><meta property="og:image" content="${picture}">`;
const account = (seller: string): string => encodeURIComponent(seller);

/** Layouts by their names. */
export const LAYOUTS: { readonly [name: string]: MarketplaceLayout } = {
  'AliExpress with runParams': {
    address: ({ number }) => `https://www.aliexpress.com/item/${1_005_000_000 + number}.html`,
    html: ({ seller, title, picture }) =>
      page(
        graph(title, picture),
        `<div id="root"></div>${script(`window.runParams = {"data":{"imageModule":{"imagePathList":["${escaped(picture)}"]},"storeModule":{"storeNum":1101,"storeName":${JSON.stringify(seller)}},"titleModule":{"subject":"${title}"}}};`)}`,
      ),
  },
  'AliExpress with a store link': {
    address: ({ number }) => `https://de.aliexpress.com/item/${1_005_000_000 + number}.html`,
    html: ({ seller, title, picture }) =>
      page(
        graph(title, picture),
        `<div class="store-detail"><a href="//de.aliexpress.com/store/1101?spm=a2g"><span>${seller}</span></a></div><div class="slider"><img class="magnifier" src="${picture}"></div>${script('window._dida_config_ = {"a":1}')}`,
      ),
  },
  Amazon: {
    address: ({ number }) => `https://www.amazon.de/dp/B0${String(number).padStart(8, '0')}`,
    html: ({ seller, title, picture }) =>
      page(
        `<title>${title}</title>`,
        `<img id="landingImage" alt="" data-old-hires="${picture}" data-a-dynamic-image="{&quot;${picture}&quot;:[500,500]}" src="${picture}"><a id="bylineInfo" href="/stores/Brand/page/1">Brand</a><div id="merchantInfo"><a id="sellerProfileTriggerId" href="/gp/help/seller/at-a-glance.html?seller=A1B2C3D4E5F6G7&amp;isAmazonFulfilled=1">${seller}</a></div>`,
      ),
  },
  eBay: {
    address: ({ number }) => `https://www.ebay.com/itm/${110_000_000_000 + number}`,
    html: ({ seller, title, picture }) =>
      page(
        `<meta property="og:type" content="ebay-objects:item">${graph(title, picture)}`,
        `<div class="ux-image-carousel"><img data-zoom-src="${picture}" src="${picture}"></div><div data-testid="x-sellercard-atf"><a href="https://www.ebay.com/str/${account(seller)}?_trksid=1"><span>Shop</span></a></div>`,
      ),
  },
  Etsy: {
    address: ({ number }) => `https://www.etsy.com/listing/${100_000_000 + number}`,
    html: ({ seller, title, picture }) =>
      page(
        `${graph(title, picture)}${script(JSON.stringify({ '@type': 'Product', name: title, image: [{ '@type': 'ImageObject', contentURL: picture }], offers: { '@type': 'Offer', price: '12.00', priceCurrency: 'EUR' } }), ' type="application/ld+json"')}`,
        `<img data-index="0" src="${picture}" srcset="${picture} 1x"><a href="https://www.etsy.com/shop/${account(seller)}?ref=shop">${seller}</a>`,
      ),
  },
  Temu: {
    address: ({ number }) => `https://www.temu.com/a-lamp-g-${601_000_000_000 + number}.html`,
    html: ({ seller, title, picture }) =>
      page(
        graph(title, picture),
        script(
          `window.rawData={"store":{"mallData":{"mallName":${JSON.stringify(seller)}},"gallery":[{"url":"${picture}"}]}};`,
        ),
      ),
  },
  Shopee: {
    address: ({ number }) => `https://shopee.sg/lamp-i.5501.${7_000_000 + number}`,
    html: ({ seller, title, picture }) =>
      page(
        graph(title, picture),
        `<img src="${picture}">${script(JSON.stringify({ item: { name: title }, shop_detailed: { shopid: 5501, account: { x: 1 }, name: seller } }), ' type="text/mfe-initial-data"')}`,
      ),
  },
  Taobao: {
    address: ({ number }) => `https://item.taobao.com/item.htm?id=${600_000_000 + number}`,
    html: ({ seller, title, picture }) =>
      page(
        `<title>${title}</title>`,
        `<ul id="J_UlThumb"><li><img data-ks-lazyload="${picture}" src="${picture}"></li></ul>${script(`var g_config = { itemId: 1, sellerNick : '${seller}' };`)}`,
      ),
  },
  1688: {
    address: ({ number }) => `https://detail.1688.com/offer/${600_000_000 + number}.html`,
    html: ({ seller, title, picture }) =>
      page(
        `<title>${title}</title>`,
        script(
          `window.__INIT_DATA={"globalData":{"images":["${picture}"],"tempModel":{"companyName":${JSON.stringify(seller)}}}}`,
        ),
      ),
  },
  'Next.js': {
    address: ({ number }) => `https://lamps.example/p/${number}`,
    html: ({ seller, title, picture }) =>
      page(
        `<meta property="og:type" content="product">${graph(title, picture)}`,
        script(
          JSON.stringify({ props: { pageProps: { product: { images: [picture], vendor: { shopName: seller } } } } }),
          ' id="__NEXT_DATA__" type="application/json"',
        ),
      ),
  },
  microdata: {
    address: ({ number }) => `https://shop.example/item/${number}`,
    html: ({ seller, title, picture }) =>
      page(
        '',
        `<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">${title}</h1><img itemprop="image" src="${picture}"><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="9.90"><meta itemprop="priceCurrency" content="EUR"><span itemprop="seller" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">${seller}</span></span></div></div>`,
      ),
  },
};
