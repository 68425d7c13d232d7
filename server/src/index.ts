import { controllers } from './http/controllers';
import { policies } from './http/policies';
import { routes } from './http/routes';
import { bootstrap } from './strapi/bootstrap';
import { contentTypes } from './strapi/content-types';
import { destroy } from './strapi/destroy';
import { gateMiddleware } from './strapi/gate-middleware';
import { register } from './strapi/register';

/** What Strapi loads. */
export default {
  register,
  bootstrap,
  destroy,
  contentTypes,
  routes,
  controllers,
  policies,
  middlewares: { gate: gateMiddleware },
};
