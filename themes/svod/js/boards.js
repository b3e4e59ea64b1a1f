// Tables of keyboards and of Latin spelling, shared by the page and by svod, which reads this very file.
// Each line is `export const NAME = "…";` and holds no quote or backslash inside. Nothing else may stand here.

// Keys of the two layouts, one above the other.
export const KEYS_EN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`{}:<>~";
export const KEYS_RU = "йцукенгшщзхъфывапролджэячсмитьбюёхъжбюё";
// What words are clipped to before others: «соцработник».
export const CLIPPED = "соц гос мин мед спец проф дет зам обл глав фин хоз тех рос";
// Latin spelling of Russian, the longest first.
export const LATIN = "shch:щ sch:щ zh:ж kh:х ts:ц ch:ч sh:ш yu:ю ya:я yo:е ye:е ju:ю ja:я iy:ий yy:ый a:а b:б v:в g:г d:д e:е z:з i:и j:й k:к l:л m:м n:н o:о p:п r:р s:с t:т u:у f:ф h:х c:ц w:в x:кс q:к y:ы";
