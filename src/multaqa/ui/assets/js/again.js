// [data-refused]: a page that says why something was not taken: the draft of what was typed stays.
// <form data-again> on it is sent once more, with the token that signing in elsewhere may have renewed meanwhile.
if (document.querySelector("[data-refused]")) {
  const sent = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  for (const form of document.querySelectorAll("form[data-again]")) {
    form.addEventListener("submit", () => {
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
      if (token) form.elements.csrfmiddlewaretoken.value = token[1];
      if (sent) sessionStorage.setItem("draft-sent", sent);
    });
  }
}
