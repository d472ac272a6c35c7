using System.Text;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Portal.Seats;

/// <summary>What somebody types to register.</summary>
/// <param name="ContactKey">The same contact, however it was typed, in one form.</param>
public sealed record SeatInput(string Name, string Contact, string ContactKey, bool ByMail, int People, int Children)
{
    /// <summary>Which text is agreed to; another text gets another name, so that it is known who agreed to what.</summary>
    public const string Consent = "2026-1";

    /// <summary>The field that people do not see; what fills it is a program.</summary>
    public const string Trap = "website";

    const int LongestName = 200, FewestDigits = 9, MostDigits = 11;

    /// <summary>What was typed; what was wrong with it stands in the form.</summary>
    public static SeatInput Read(FormReader form, Door? door)
    {
        var name = form.Required("name", T["Ghi họ và tên người đăng ký."], LongestName);
        // On one line, composed; a letter that grows by it is counted as it is kept.
        name = string.Join(' ', name.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Normalize(NormalizationForm.FormC);
        if (name.Length > LongestName) form.Refuse("name", T["Viết ngắn hơn: nhiều nhất {0} ký tự.", LongestName]);
        var typed = form.Required("contact", T["Ghi địa chỉ thư điện tử hoặc số điện thoại, để nhận thư xác nhận hoặc để đơn vị tổ chức gọi khi có thay đổi."], 256);
        var (people, children) = ReadPeople(form, door);
        if (!form.Has("consent")) form.Refuse("consent", T["Đánh dấu ô này nếu đồng ý; không đồng ý thì chúng tôi không giữ thông tin nào, và không giữ chỗ được."]);
        var byMail = typed.Contains('@', StringComparison.Ordinal);
        var key = byMail ? typed.ToLowerInvariant() : Phone(typed);
        if (typed.Length > 0 && (byMail ? !Outbox.IsAddress(typed) : key is null)) form.Refuse("contact", T["Ghi địa chỉ thư như ten@gmail.com, hoặc số điện thoại như 0912 345 678."]);
        return new(name, typed, key ?? "", byMail, people, children);
    }

    /// <summary>How many come, of these children.</summary>
    public static (int People, int Children) ReadPeople(FormReader form, Door? door)
    {
        var (people, children) = (form.Integer("people"), form.Integer("children") ?? 0);
        if (people is null or 0) form.Refuse("people", T["Ghi số người cùng đi, kể cả bạn, ít nhất 1."]);
        else if (people > (door?.Largest ?? DoorInput.MostLargest)) form.Refuse("people", DoorWords.Refused("group", door));
        else if (children > people) form.Refuse("children", T["Số trẻ em không nhiều hơn số người."]);
        return (people ?? 0, children);
    }

    /// <summary>A number of Vietnam as it is dialled here: +84 912.345.678 is 0912345678; null where it is none.</summary>
    static string? Phone(string typed)
    {
        if (typed.Any(letter => !char.IsAsciiDigit(letter) && letter is not (' ' or '.' or '-' or '+' or '(' or ')'))) return null;
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        if (digits.StartsWith("84", StringComparison.Ordinal) && (typed.StartsWith('+') || digits.Length > 10)) digits = "0" + digits[2..];
        return digits.Length is >= FewestDigits and <= MostDigits && digits[0] == '0' ? digits : null;
    }
}
