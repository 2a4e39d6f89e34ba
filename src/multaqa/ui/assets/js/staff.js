import "./worklist.js";
import "./reading.js";
