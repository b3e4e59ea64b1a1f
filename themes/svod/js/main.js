// What every page but that of the search asks for: it fetches the search once somebody is about to search.
import { openBox } from "./open.js";

openBox(() => import("./search.js"));
