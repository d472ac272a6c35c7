using System.Globalization;
using TuanHoc.Activities;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities.Import;

/// <summary>A column of a file of activities: which field of the form it fills, how the template heads it, and how it is filled in. The file is Vietnamese whatever the language of the screen.</summary>
/// <param name="Field">The field of <see cref="ActivityForm"/>.</param>
/// <param name="Header">The heading, by which the column is known again wherever it stands.</param>
/// <param name="Width">In characters.</param>
/// <param name="Meaning">What to write, for the page that explains.</param>
public sealed record ActivityColumn(string Field, string Header, double Width, string Meaning)
{
    /// <summary>Lines of further places; they become fields of their own.</summary>
    public const string OtherPlaces = "places";

    /// <summary>What a list offers for yes and no.</summary>
    public const string Yes = "Có", No = "Không";

    public static readonly ActivityColumn
        Kind = new("kind", "Loại hoạt động", 30, "Chọn trong danh sách của ô; trang “Danh mục” có đủ các loại. Loại cho biết con số vào dòng nào của biểu báo cáo.") { IsRequired = true },
        Title = new("title", "Tên hoạt động", 44, "Ví dụ: Lớp tin học cho người cao tuổi.") { IsRequired = true },
        Day = new("day", "Ngày", 13, "Theo mẫu 05/10/2025.") { IsRequired = true },
        From = new("from", "Từ giờ", 9, "Theo mẫu 08:30.") { IsRequired = true },
        Public = new("forAll", "Đề nghị hiển thị công khai", 13, "“Có”: sau khi đơn vị cấp trên duyệt, ai cũng tìm thấy trên cổng công khai; phải ghi cột Giới thiệu. Để trống là không."),
        Audience = new("audience", "Dành cho", 20, "Chọn trong danh sách của ô; để trống là mọi người.");

    /// <summary>All of them, in the order of the template.</summary>
    public static readonly IReadOnlyList<ActivityColumn> All =
    [
        Kind, Title, Day, From,
        new("to", "Đến giờ", 9, "Không bắt buộc."),
        new("lastDay", "Ngày cuối", 13, "Chỉ khi kéo dài nhiều ngày; khi ấy ghi cả “Đến giờ”."),
        new(ActivityForm.NameOf(0), "Nơi tổ chức", 32, "Điểm chính. Trực tuyến thì ghi “Trực tuyến” và ghi liên kết."),
        new(ActivityForm.AddressOf(0), "Địa chỉ", 32, "Không bắt buộc."),
        new(ActivityForm.LinkOf(0), "Liên kết", 30, "Của hoạt động trực tuyến, của tin bài: bắt đầu bằng https:// hoặc http://."),
        new(OtherPlaces, "Nơi khác", 28, "Các điểm cầu, mỗi dòng trong ô một nơi (Alt+Enter để xuống dòng). Không bắt buộc.") { IsLong = true },
        new("programme", "Chương trình", 36, "Mỗi dòng trong ô một phần. Không bắt buộc.") { IsLong = true },
        new("partners", "Đơn vị phối hợp", 30, "Mỗi dòng trong ô một đơn vị. Hoạt động chỉ tính cho đơn vị tổ chức.") { IsLong = true },
        Public,
        new("about", "Giới thiệu", 40, "Vài câu cho người chưa biết gì: đến đó học gì, xem gì, cần mang gì.") { IsLong = true },
        Audience,
        new("fromAge", "Từ tuổi", 9, "Không bắt buộc."),
        new("toAge", "Đến tuổi", 9, "Không bắt buộc."),
        new("seats", "Số chỗ", 9, "Để trống nếu không giới hạn."),
        new("fee", "Phí mỗi người, đồng", 12, "Để trống nếu miễn phí."),
        new("conditions", "Cần biết khi đến", 32, "Quy định y tế, trang phục, đồ cần mang, lối cho xe lăn.") { IsLong = true },
        new("whyOutside", "Vì sao ngoài Tuần lễ", 32, "Chỉ khi ngày tổ chức ngoài Tuần lễ.") { IsLong = true },
        .. ActivityKinds.Lists.Select(list => new ActivityColumn(ActivityForm.ListOf(list.Key), list.Name.Vi, 30, $"{list.Hint.Vi} Chỉ với: {string.Join("; ", ActivityKinds.All.Where(kind => kind.Lists.Any(one => one.Key == list.Key)).Select(kind => kind.Vi))}.") { IsLong = true }),
    ];

    /// <summary>Those that every file must have.</summary>
    public static readonly IReadOnlyList<ActivityColumn> Required = [.. All.Where(column => column.IsRequired)];

    static readonly Dictionary<string, ActivityColumn> ByHeader = All.ToDictionary(column => SearchKey.Of(column.Header), StringComparer.Ordinal);

    // Days are counted from here in a spreadsheet, with a 29 February 1900 that never was.
    static readonly DateOnly FirstSerial = new(1899, 12, 30);

    public bool IsRequired { get; init; }

    /// <summary>Whether several lines are written in it.</summary>
    public bool IsLong { get; init; }

    bool IsDay => Field is "day" or "lastDay";

    bool IsHour => Field is "from" or "to";

    /// <summary>The column that is headed so; null for a heading of somebody's own.</summary>
    public static ActivityColumn? Headed(string heading) => ByHeader.GetValueOrDefault(SearchKey.Of(heading.TrimEnd('*', ' ')));

    /// <summary>The column in which a field of the form stands.</summary>
    public static ActivityColumn Of(string field) => All.FirstOrDefault(column => column.Field == field) ?? All.First(column => column.Field == OtherPlaces);

    /// <summary>What a cell says, days and hours as the form takes them: a spreadsheet counts both in days.</summary>
    public string Text(FileCell cell)
    {
        var number = cell.Kind == FileCellKind.Number && decimal.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var counted) ? counted : (decimal?)null;
        if (IsDay) return number is >= 1 and < 100_000 ? Vn.Date(FirstSerial.AddDays((int)number)) : FormReader.ReadDay(cell.Text) is { } day ? Vn.Date(day) : cell.Text;
        if (!IsHour) return cell.Text;
        var hour = number is > 0 and < 1 or > 1000 ? TimeOnly.FromTimeSpan(TimeSpan.FromMinutes((int)Math.Round(number.Value % 1 * 1440) % 1440)) : ActivityTime.ReadHour(cell.Text);
        return hour is { } read ? read.ToString("HH:mm", CultureInfo.InvariantCulture) : cell.Text;
    }

    /// <summary>The kind of that name, in either language.</summary>
    public static ActivityKind? KindOf(string text)
    {
        var key = SearchKey.Of(text);
        return ActivityKinds.All.FirstOrDefault(kind => SearchKey.Of(kind.Vi) == key || SearchKey.Of(kind.En) == key);
    }

    /// <summary>For whom it is, by the word of the list; everybody where nothing is said, null where there is no such word.</summary>
    public static string? AudienceOf(string text)
    {
        var key = SearchKey.Of(text);
        return key.Length == 0 ? Audiences.All : Audiences.Known.FirstOrDefault(known => SearchKey.Of(Audiences.Vietnamese(known)) == key);
    }

    /// <summary>Whether it says yes; null where it says neither.</summary>
    public static bool? IsYes(string text) => SearchKey.Of(text) switch { "co" or "x" or "yes" => true, "" or "khong" or "no" => false, _ => null };
}
