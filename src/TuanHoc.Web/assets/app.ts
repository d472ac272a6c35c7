import "./live";
document.documentElement.classList.add("scripted");
import "./sheet";
