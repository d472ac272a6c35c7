import "./draft";
import "./live";
import "./pictures";
import "./plan";
import "./sheet";
import "./units";

document.documentElement.classList.add("scripted");
