using System.Globalization;
using TuanHoc.Activities;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What is typed of an activity.</summary>
public sealed record ActivityInput(string Title, DateTimeOffset From, DateTimeOffset? To, string? Programme, IReadOnlyList<ActivityPlace> Places);

/// <summary>The form of an activity: how it is filled from one, and read. Each place is two fields with the place's number between.</summary>
public static class ActivityForm
{
    public const string AddPlace = "add-place";

    /// <summary>A ceremony of a district had eleven sites; a province may join its communes online.</summary>
    public const int MostPlaces = 200;

    const int FewestPlaces = 3, AddedPlaces = 3;

    public static string NameOf(int place) => string.Create(CultureInfo.InvariantCulture, $"place.{place}.name");

    public static string LinkOf(int place) => string.Create(CultureInfo.InvariantCulture, $"place.{place}.link");

    /// <summary>How many places the form shows: those typed, always some to type in, and more when more were asked for.</summary>
    public static int Places(FormReader form)
    {
        var shown = 0;
        while (shown < MostPlaces && form.Has(NameOf(shown))) shown++;
        return Math.Clamp(form["act"] == AddPlace ? shown + AddedPlaces : shown, FewestPlaces, MostPlaces);
    }

    /// <summary>The form as it is before anything is typed over what is known.</summary>
    public static FormReader Filled(string? title, DateOnly? day, TimeOnly? from, DateTimeOffset? to, string? programme, IReadOnlyList<ActivityPlace> places)
    {
        var fields = new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(StringComparer.Ordinal)
        {
            ["title"] = title,
            ["day"] = day is { } first ? Vn.Date(first) : "",
            ["from"] = from?.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["to"] = to is { } end ? Vn.Hour(end) : "",
            ["lastDay"] = to is { } last && ActivityTime.DayOf(last) != day ? Vn.Date(ActivityTime.DayOf(last)) : "",
            ["programme"] = programme,
        };
        foreach (var (number, place) in places.Index()) (fields[NameOf(number)], fields[LinkOf(number)]) = (place.Name, place.Link);
        // One more than there are: the next is typed without a button.
        if (places.Count >= FewestPlaces && places.Count < MostPlaces) fields[NameOf(places.Count)] = "";
        return new(new FormCollection(fields));
    }

    public static FormReader Filled(Activity activity, IReadOnlyList<ActivityPlace> places) =>
        Filled(activity.Title, activity.Day, ActivityTime.ReadHour(Vn.Hour(activity.FromAt)), activity.ToAt, activity.Programme, places);

    /// <summary>What was typed; what was wrong with it stands in the form, and then nothing is to be kept.</summary>
    public static ActivityInput Read(FormReader form, int year, ActivityKind kind)
    {
        var title = form.Required("title", T["Ghi tên hoạt động, ví dụ: Lễ khai mạc Tuần lễ hưởng ứng học tập suốt đời, Lớp tin học cho người cao tuổi."], 300);
        var (day, last) = (form.Day("day"), form.Day("lastDay"));
        var (from, to) = (Hour(form, "from"), Hour(form, "to"));
        if (day is null) form.Refuse("day", T["Ghi ngày theo mẫu 05/10/2025."]);
        else if (day.Value.Year != year) form.Refuse("day", T["Ngày phải trong năm {0}, năm của Tuần lễ này.", year.ToString(CultureInfo.InvariantCulture)]);
        if (from is null) form.Refuse("from", T["Ghi giờ theo mẫu 08:30."]);
        if (last < day) form.Refuse("lastDay", T["Ngày cuối phải sau ngày đầu."]);
        else if (last?.DayNumber - day?.DayNumber > 366) form.Refuse("lastDay", T["Ngày cuối xa quá: kiểm tra lại năm."]);
        if (last is not null && to is null) form.Refuse("to", T["Ghi cả giờ kết thúc của ngày cuối, ví dụ 17:00."]);
        if (to < from && (last is null || last == day)) form.Refuse("to", T["Giờ kết thúc phải sau giờ bắt đầu."]);
        var places = ReadPlaces(form, kind);
        var programme = form.Text("programme", 10_000);
        var begins = day is { } first && from is { } hour ? ActivityTime.At(first, hour) : default;
        return new(title, begins, to is { } end && (last ?? day) is { } until ? ActivityTime.At(until, end) : null, programme, places);
    }

    static List<ActivityPlace> ReadPlaces(FormReader form, ActivityKind kind)
    {
        var places = new List<ActivityPlace>();
        for (var number = 0; number < MostPlaces && form.Has(NameOf(number)); number++)
        {
            var (name, link) = (form.Text(NameOf(number), 300), form.Text(LinkOf(number), 1000));
            if (link is not null && !IsLink(link)) form.Refuse(LinkOf(number), T["Ghi đủ liên kết, bắt đầu bằng https:// hoặc http://."]);
            if (name is null && link is not null) form.Refuse(NameOf(number), T["Ghi tên nơi có liên kết này, ví dụ: Trực tuyến qua Zoom."]);
            if (name is not null) places.Add(new(name, link));
        }
        if (places.Count == 0 && kind.Needs == ActivityNeeds.Place && form.IsValid) form.Refuse(NameOf(0), T["Ghi ít nhất một nơi tổ chức; trực tuyến thì ghi “Trực tuyến” và liên kết."]);
        if (kind.Needs == ActivityNeeds.Link && !places.Exists(place => place.Link is not null) && form.IsValid)
            form.Refuse(places.Count == 0 ? NameOf(0) : LinkOf(0), T["Ghi nơi đăng hoặc nền tảng, kèm liên kết: người khác mở liên kết ấy để xem, để học."]);
        return places;
    }

    static bool IsLink(string typed) => Uri.TryCreate(typed, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" && !typed.Any(char.IsWhiteSpace) && typed.StartsWith("http", StringComparison.Ordinal);

    static TimeOnly? Hour(FormReader form, string field)
    {
        var typed = form[field] ?? "";
        if (typed.Trim().Length == 0) return null;
        if (ActivityTime.ReadHour(typed) is { } hour) return hour;
        form.Refuse(field, T["Ghi giờ theo mẫu 08:30."]);
        return null;
    }
}
