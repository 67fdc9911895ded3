// Stands in for the `app` of @azure/functions in files of functions that are loaded when they are first called: it keeps
// what they register instead of registering it. Plain JavaScript, since it becomes part of the bundle.

/** What was registered, by name: its kind, and its options with the handler. */
export const registered = new Map();

/** Whether a file asked to be told of the start of the app: it can't wait for a call. */
export const hooks = { count: 0 };

const keep = (kind) => (name, options) => {
  registered.set(name, { kind, options });
};

export const app = {
  http: keep('http'),
  storageQueue: keep('storageQueue'),
  timer: keep('timer'),
  hook: {
    appStart: () => {
      hooks.count += 1;
    },
  },
};
