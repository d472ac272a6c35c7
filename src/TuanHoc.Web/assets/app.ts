import "./door";
import "./draft";
import "./headcount";
import "./live";
import "./pages";
import "./pictures";
import "./plan";
import "./report";
import "./sheet";
import "./units";

document.documentElement.classList.add("scripted");
