import type { Core } from '@strapi/strapi';
import type { ParameterizedContext } from 'koa';
import type { PluginState } from '../strapi/plugin-state';

/** Who asks, as Strapi's sign-in strategies leave it; for an admin token that is its owner. */
export interface AdminUser {
  readonly id: number;
  readonly email?: string | null;
  readonly firstname?: string | null;
  readonly lastname?: string | null;
  readonly username?: string | null;
  readonly roles?: readonly { readonly code: string }[];
}

export interface RequestState {
  /** Absent on the routes without sign-in. */
  readonly user?: AdminUser;
  readonly auth?: { readonly strategy: { readonly name: string } };
  /** The type of a form, while it is kept from Strapi's body parser. */
  formType?: string;
}

export type Context = ParameterizedContext<
  RequestState,
  {
    readonly request: { readonly body?: unknown };
    readonly params: Readonly<Record<string, string | undefined>>;
    /** `false` keeps koa-compress away from a response. */
    compress?: boolean;
  }
>;

/** One request, and everything that may be needed to answer it. */
export interface Call extends Pick<PluginState, 'site' | 'runner' | 'gate' | 'uploads'> {
  readonly ctx: Context;
  readonly strapi: Core.Strapi;
}

/** Answers a request with the body it returns, or, returning nothing, has answered already. */
export type Handler = (call: Call) => Promise<object | undefined>;
