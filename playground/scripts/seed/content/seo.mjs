/** Component `shared.seo` with its nested Open Graph component. */
export function seo(random, prose, pictures) {
  return {
    metaTitle: prose.title(),
    metaDescription: prose.sentence(),
    noIndex: random.chance(0.1),
    openGraph: {
      title: prose.title(),
      description: prose.sentence(),
      image: random.pick(pictures.landscape),
    },
  };
}
