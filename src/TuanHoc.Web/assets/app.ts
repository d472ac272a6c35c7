import "./live";
import "./plan";
import "./sheet";

document.documentElement.classList.add("scripted");
