// Enhancement only: every page works without this.
document.documentElement.classList.add("js");
