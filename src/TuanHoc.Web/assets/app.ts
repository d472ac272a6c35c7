import "./live";
import "./pictures";
import "./plan";
import "./sheet";

document.documentElement.classList.add("scripted");
