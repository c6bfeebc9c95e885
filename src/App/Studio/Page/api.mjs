// What is asked of the server, and what it answers. Answers that are not good become an Error with the server's own sentence.

async function checked(response) {
  if (response.ok) return response;
  let problem = `The studio answered ${response.status}.`;
  try { problem = (await response.json()).problem || problem; } catch { /* not our JSON: the status has to do */ }
  throw Object.assign(new Error(problem), { status: response.status });
}

async function get(path) {
  try {
    return await checked(await fetch(path, { cache: "no-cache", credentials: "same-origin" }));
  } catch (error) {
    if (error instanceof TypeError) throw new Error("The studio does not answer. It may have been ended; start 'athanor studio' again and this page goes on.");
    throw error;
  }
}

export const json = async path => (await get(path)).json();
export const text = async path => (await get(path)).text();

export async function post(path, body = {}) {
  const response = await fetch(path, { method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return (await checked(response)).json();
}
