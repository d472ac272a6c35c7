using System.Text;
using TuanHoc.Text;

namespace TuanHoc.Web.Accounts;

/// <summary>
/// Passwords that are guessed first. Lists of leaked passwords hold millions of lines and few Vietnamese ones; what people here make up
/// is a handful of words with a year or "123" behind, so the words are taken away and what is left must still be a secret.
/// </summary>
public static class CommonPasswords
{
    // Letters that must be left; digits and signs do not count, because they are years, birthdays, telephone numbers and "!@#".
    const int LettersLeft = 4;

    // Shorter words of a person's or a unit's name ("A", "Lò") would be cut out of the middle of others.
    const int ShortestOwnWord = 3;

    const int ShortestRun = 4;

    // Longest first where one holds another. Without tones, as SearchKey writes.
    static readonly string[] words =
    [
        // of this software and its offices
        "hoctapsuotdoi", "tuanlehoctap", "tuanhoc", "hoctap", "suotdoi", "xahoihoctap", "giaoducdaotao", "giaoduc", "daotao", "sogddt", "gddt", "ubnd", "uyban",
        "nhandan", "truonghoc", "hocsinh", "sinhvien", "giaovien", "thuvien", "baocao", "kehoach", "quantrivien", "quantri", "dieuphoi", "lanhdao", "nguoidung", "taikhoan",
        "trungtam", "congdong", "vanhoa", "khuyenhoc", "mamnon", "tieuhoc", "daihoc", "truongphong", "phongban", "vanphong", "vanthu", "ketoan", "hieutruong", "hieupho", "chutich", "phochutich",
        "bithu", "canbo", "congchuc", "vienchuc", "nhanvien", "giamdoc", "congan", "bodoi", "doanthanhnien", "cachmang", "doclap", "tudo",
        // of every Vietnamese keyboard
        "matkhaumoi", "matkhau", "dangnhap", "xinchao", "vietnam", "hanoi", "saigon", "hochiminh", "anhyeuem", "emyeuanh", "yeuem", "yeuanh", "khongbiet", "khongcho",
        "giadinh", "hanhphuc", "conyeu", "bome", "mevaba", "thanhcong", "maymandenroi", "mayman", "chucmungnammoi", "chucmung", "nammoi",
        "yeuthuong", "thuongnho", "nhoanh", "nhoem", "mainho", "maiyeu", "vochong", "chongyeu", "voyeu", "bexinh", "xinhgai", "deptrai", "phattai", "tailoc", "vanloc", "phucloctho", "ankhang", "binhan", "suckhoe",
        "danang", "haiphong", "cantho", "nghean", "thanhhoa", "namdinh", "thaibinh", "quangninh", "dongnai", "binhduong", "vungtau", "nhatrang", "dalat", "sapa", "dienbien", "laichau",
        "nguyen", "hoang", "huynh", "duong", "phuong", "huong", "trang", "quynh", "thanh", "thuy", "linh", "minh", "ngoc", "khanh", "tuan", "hung", "dung", "long", "quan", "xuan",
        // of every keyboard
        "administrator", "admin", "password", "passwort", "passwd", "passcode", "pass", "welcome", "letmein", "iloveyou", "changeme", "default", "secret", "login",
        "user", "guest", "root", "test", "demo", "hello", "monkey", "dragon", "sunshine", "princess", "football", "baseball", "master", "superman", "batman",
        "google", "facebook", "youtube", "tiktok", "zalo", "gmail", "yahoo", "hotmail", "iphone", "samsung", "windows", "android", "computer", "internet", "abc", "xyz",
        "liverpool", "arsenal", "chelsea", "barcelona", "realmadrid", "manchester", "juventus", "ronaldo", "messi", "soccer", "hockey", "pokemon", "doraemon", "naruto", "conan", "songoku", "starwars",
        "michael", "jordan", "charlie", "daniel", "jessica", "ashley", "jennifer", "michelle", "thomas", "robert", "andrew", "shadow", "killer", "hunter", "ranger", "mustang", "ferrari", "mercedes", "toyota", "honda",
        "whatever", "trustno", "freedom", "forever", "lovely", "loveyou", "loveme", "iloveu", "mylove", "babygirl", "angel", "flower", "butterfly", "summer", "winter", "spring", "autumn", "january", "october",
        "chocolate", "cookie", "banana", "orange", "cheese", "pepper", "ginger", "purple", "yellow", "silver", "golden", "diamond", "phoenix", "thunder", "matrix", "tigger", "lucky", "money", "family", "friend",
        "onetwothree", "qweasd", "asdzxc", "zaqwsx", "testing", "temp", "mypass", "newpass", "nopass",
    ];

    static readonly string[] rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfv", "abcdefghijklmnopqrstuvwxyz"];

    static readonly HashSet<string> runs = [.. from row in rows.SelectMany(r => (string[])[r, Reversed(r)]) from start in Enumerable.Range(0, row.Length - ShortestRun + 1) select row.Substring(start, ShortestRun)];

    /// <summary>Whether little is left of a password without the usual words, runs of keys, digits and these words of the person's own (name, unit).</summary>
    public static bool Contain(string password, IEnumerable<string> own)
    {
        string[] ownWords = [.. own.Select(Letters), .. own.SelectMany(text => SearchKey.Of(text).Split(' ')).Select(Letters).Where(word => word.Length >= ShortestOwnWord)];
        // As typed, and with the signs that stand for letters: "p@ssw0rd", "m4tkh4u".
        return IsLittle(Letters(password), ownWords) || IsLittle(Letters(Unmasked(password)), ownWords);
    }

    static bool IsLittle(string letters, string[] ownWords)
    {
        foreach (var word in ownWords.Where(word => word.Length > 0).OrderByDescending(word => word.Length).Concat(words)) letters = letters.Replace(word, " ", StringComparison.Ordinal);
        letters = WithoutRuns(letters);
        return letters.Count(letter => letter != ' ') < LettersLeft || letters.Where(letter => letter != ' ').Distinct().Count() < 3;
    }

    static string WithoutRuns(string letters)
    {
        var kept = letters.ToCharArray();
        for (var at = 0; at + ShortestRun <= letters.Length; at++)
            if (runs.Contains(letters.Substring(at, ShortestRun))) Array.Fill(kept, ' ', at, ShortestRun);
        return new string(kept);
    }

    static string Letters(string text) => string.Concat(SearchKey.Of(text).Where(char.IsAsciiLetter));

    static string Unmasked(string password) => new StringBuilder(password).Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('@', 'a').Replace('$', 's').ToString();

    static string Reversed(string text) => string.Concat(text.Reverse());
}
