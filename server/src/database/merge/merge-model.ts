/**
 * What the running code knows of its content, as far as a merge of two databases needs it. Plain data: it
 * is made in Strapi's process (`strapi/read-merge-model.ts`) and used in the worker.
 */
export interface MergeModel {
  readonly types: readonly MergeType[];
  readonly joins: readonly MergeJoin[];
}

export interface MergeType {
  /** e.g. `api::article.article` */
  readonly uid: string;
  readonly table: string;
  /**
   * Documents that are missing are added. Components come with what they belong to. References
   * (accounts, roles, …) are found again, and never added.
   */
  readonly kind: 'document' | 'component' | 'reference';
  /** By what a row is the same one: its document, locale and status, or its code (locales). */
  readonly identity: 'document' | 'code';
  /** Whether a draft and what is published are two rows. */
  readonly drafts: boolean;
  /** Whether each locale is a row. */
  readonly localized: boolean;
  /** Whether there is at most one document. */
  readonly single: boolean;
  /** Columns of which no two documents may have the same value. */
  readonly unique: readonly UniqueColumn[];
  readonly references: readonly { readonly column: string; readonly uid: string }[];
  /** References whose type is in a column as well. */
  readonly morphs: readonly { readonly column: string; readonly typeColumn: string }[];
}

export interface UniqueColumn {
  readonly column: string;
  /** As Strapi looks: among what is published, in one locale, and not for empty texts. Else in all rows. */
  readonly scoped: boolean;
}

/** A table of pairs: relations, attached media, and which component belongs to what. */
export interface MergeJoin {
  readonly table: string;
  readonly kind: 'component' | 'relation';
  /** The attribute that the table is of; with components: of all of them. */
  readonly attribute: string;
  readonly from: JoinSide & { readonly uid: string };
  readonly to: JoinSide & (OneType | AnyType);
}

interface JoinSide {
  readonly column: string;
  /** Whether a row of this side may be in one pair only. */
  readonly once: boolean;
}

interface OneType {
  readonly uid: string;
}

interface AnyType {
  readonly typeColumn: string;
  readonly fieldColumn: string;
  /** Attributes that hold one at most. */
  readonly singles: readonly { readonly uid: string; readonly field: string }[];
}
