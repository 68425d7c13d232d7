/**
 * Documents per type. Articles, products and reviews grow with the scale, the rest with its square root: a large
 * magazine has more stories, not a thousand times more categories.
 *
 * @param {number} scale
 */
export function planAmounts(scale) {
  const amount = (base, factor) => Math.max(1, Math.round(base * factor));
  const gentle = Math.sqrt(scale);
  return {
    articles: amount(150, scale),
    products: amount(100, scale),
    reviews: amount(600, scale),
    authors: amount(20, gentle),
    categories: amount(24, gentle),
    members: amount(40, gentle),
    pages: amount(20, gentle),
    tags: amount(60, gentle),
  };
}
