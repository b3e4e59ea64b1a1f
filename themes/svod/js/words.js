// Tables of the analysis, shared by the page and by svod, which reads this very file.
// Each line is `export const NAME = "…";` and holds no quote or backslash inside. Nothing else may stand here.

// Words that nobody looks for.
export const STOP = "а без более бы был была были было быть в вам вас ваш весь во вот все всего всех всю вы да для до его ее ей ему если есть еще же за здесь и из или им ими их к как какая какие какой ко когда кого которая которое которые который которых кто ли либо лишь меня мне мы на над нам нас наш не него нее ней но ну о об однако он она они оно от по под при про с со так также там те тем то того тоже той только том тот ту ты у уже хотя чего чем что чтобы эта эти это этим этих этого этой этом этот эту я a an and are as at be by for from in is it of on or that the this to was were with";

// Endings after which at least so many letters stand. NOUN also serves zero endings, for it is taken off again and again.
export const NOUN = "а я о е и ы у ю ь й ой ей ий ый ья ье ьи ью ия ие ию ии ом ем ам ям ов ев ах ях ами ями ьми ием ией иям иях иями ьям ьях ьями ьев ьем ьей ьею";
export const ADJECTIVE = "ая яя ое ее ые им ым их ых ими ыми ого его ому ему ую юю ою ею";
// Endings of verbs that follow a vowel, and those that follow any letter.
export const VOWELLED = "л ла ло ли ть йте";
export const GERUND = "в вши";
export const PERSON = "ет ут ют ат ешь";
export const PERSON_I = "ит ят ишь имте";

// Stems that stand for another (key: its forms), and stems that look as if they had an ending.
export const SAME = "человк:люд ребенк:дет год:лет,годк,лета,летам дн:день,ден,дн отц:отч друг:друз доч:дочер времн:врем имн:имя,имен семн:семя любв:любовь,любовью церкв:церковь,церковью матер:мать,матер летн:лето,летом,лете,лету седм:семь,семи господин:господ огн:огон окн:окон лд:лед,льд сн:сон,сн лб:лоб,лб пс:пес,пс тюрм:тюрем писм:писем денг:денег кукл:кукол посл:посол чудес:чуд угл:угол татар:татарин болгар:болгарин египт:египет";
export const WHOLE = "материал голов коров остров основ ростов правов ценов легков корнев передов таков целев интернет планет австрал отдых дания жестк именит весом отделенн";

// Letters that look alike.
export const ALIKE_EN = "abcehkmoptxy";
export const ALIKE_RU = "авсенкмортху";
