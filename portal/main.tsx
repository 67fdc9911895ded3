import './portal.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';

// The files of a page that was open during a deployment are gone: once, the new ones are fetched.
window.addEventListener('vite:preloadError', (event) => {
  const again = 'unseat.reloaded';
  if (sessionStorage.getItem(again) === location.href) return;
  sessionStorage.setItem(again, location.href);
  event.preventDefault();
  location.reload();
});

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
