/** What the one request answers, as far as the tests look into it. */
export interface ArticlePage {
  article: {
    title: string;
    nutshell: string[];
    references: { citation: string; doi: string | null; url: string | null }[];
    getHelp: TherapistCard[] | null;
    recommendedTherapists: TherapistCard[] | null;
  } | null;
  moreArticles: { nodes: { title: string; slug: string }[] } | null;
  selfTests: { title: string }[] | null;
  services: { name: string }[] | null;
}

export interface TherapistCard {
  id: string;
  name: string;
  rating: { average: number; count: number };
  sessionCount: number | null;
  openSlots: { id: string; startsAt: string; endsAt: string }[] | null;
}
