using System.Globalization;
using TuanHoc.Activities;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What is typed of an activity.</summary>
public sealed record ActivityInput(string Title, DateTimeOffset From, DateTimeOffset? To, string? Programme, IReadOnlyList<ActivityPlace> Places)
{
    public required PublicFacts Facts { get; init; }
    public required IReadOnlyList<string> Partners { get; init; }

    /// <summary>What its kind has written down beside the programme, by the key of the list.</summary>
    public required IReadOnlyDictionary<string, string> Lists { get; init; }

    /// <summary>Why it is held outside the Week.</summary>
    public string? WhyOutside { get; init; }

    /// <summary>Whether everybody is to see it.</summary>
    public bool IsForAll { get; init; }

    /// <summary>How it takes registrations; null where it takes none.</summary>
    public Seats.DoorInput? Door { get; init; }
}

/// <summary>The form of an activity: how it is filled from one, and read. Each place is two fields with the place's number between.</summary>
public static class ActivityForm
{
    public const string AddPlace = "add-place";

    /// <summary>A ceremony of a district had eleven sites; a province may join its communes online.</summary>
    public const int MostPlaces = 200;

    const int MostPartners = 50, OldestAge = 120;

    const int FewestPlaces = 3, AddedPlaces = 3;

    public static string NameOf(int place) => string.Create(CultureInfo.InvariantCulture, $"place.{place}.name");

    public static string LinkOf(int place) => string.Create(CultureInfo.InvariantCulture, $"place.{place}.link");

    public static string AddressOf(int place) => string.Create(CultureInfo.InvariantCulture, $"place.{place}.address");

    public static string PointOf(int place) => string.Create(CultureInfo.InvariantCulture, $"place.{place}.point");

    public static string ListOf(string key) => "list." + key;

    /// <summary>The lists that the form shows: those of the kind, and whatever was typed of another, so that it is not lost.</summary>
    public static IEnumerable<KindList> Lists(FormReader form, string kind)
    {
        var own = ActivityKinds.Of(kind).Lists;
        return own.Concat(ActivityKinds.Lists.Where(list => !own.Any(one => one.Key == list.Key) && form[ListOf(list.Key)] is { Length: > 0 }));
    }

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
        foreach (var (number, place) in places.Index()) (fields[NameOf(number)], fields[LinkOf(number)], fields[AddressOf(number)], fields[PointOf(number)]) = (place.Name, place.Link, place.Address, Point(place));
        // One more than there are: the next is typed without a button.
        if (places.Count >= FewestPlaces && places.Count < MostPlaces) fields[NameOf(places.Count)] = "";
        return new(new FormCollection(fields));
    }

    /// <summary>The form as it is before anything of an activity is changed.</summary>
    /// <param name="isCopy">To be recorded as another of the same series: the day is to be typed.</param>
    public static FormReader Filled(Activity activity, IReadOnlyList<ActivityPlace> places, Seats.Door? door, bool isCopy = false)
    {
        var form = Filled(activity.Title, isCopy ? null : activity.Day, ActivityTime.ReadHour(Vn.Hour(activity.FromAt)), activity.ToAt, activity.Programme, places);
        var fields = form.Fields.ToDictionary(field => field, field => form.All(field), StringComparer.Ordinal);
        (fields["about"], fields["audience"], fields["conditions"], fields["whyOutside"], fields["partners"]) = (activity.About, activity.Audience, activity.Conditions, activity.WhyOutside, string.Join('\n', activity.Partners));
        (fields["fromAge"], fields["toAge"], fields["seats"], fields["fee"]) = (Plain(activity.FromAge), Plain(activity.ToAge), Plain(activity.Seats), activity.Fee == 0 ? "" : Plain(activity.Fee));
        foreach (var (key, said) in activity.Lists) fields[ListOf(key)] = said;
        if (activity.Showing is Showing.Asked or Showing.Public) fields["forAll"] = "on";
        Seats.DoorForm.Fill(fields, door, isCopy);
        if (isCopy) (fields["copy"], fields["lastDay"]) = (activity.Id.ToString(), "");
        return new(new FormCollection(fields));
    }

    static string? Plain(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    static string? Point(ActivityPlace place) => place is { Latitude: { } latitude, Longitude: { } longitude } ? string.Create(CultureInfo.InvariantCulture, $"{latitude}, {longitude}") : null;

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
        DateTimeOffset? ends = to is { } end && (last ?? day) is { } until ? ActivityTime.At(until, end) : null;
        return new(title, begins, ends, programme, places)
        {
            Facts = ReadFacts(form),
            Partners = ReadPartners(form),
            Lists = ReadLists(form, kind),
            WhyOutside = form.Text("whyOutside", 1000),
            IsForAll = form.Has("forAll"),
            Door = Seats.DoorForm.Read(form, ends ?? begins),
        };
    }

    static PublicFacts ReadFacts(FormReader form)
    {
        var (from, to, seats, fee) = (form.Integer("fromAge"), form.Integer("toAge"), form.Integer("seats"), form.Integer("fee"));
        if (from > OldestAge) form.Refuse("fromAge", T["Tuổi từ 0 đến {0}.", OldestAge]);
        if (to > OldestAge) form.Refuse("toAge", T["Tuổi từ 0 đến {0}.", OldestAge]);
        else if (to < from) form.Refuse("toAge", T["Tuổi sau phải bằng hoặc lớn hơn tuổi trước."]);
        if (seats == 0) form.Refuse("seats", T["Ghi số chỗ, ít nhất 1; không giới hạn thì để trống."]);
        var about = form.Text("about", 4000);
        if (form.Has("forAll") && about is null) form.Refuse("about", T["Ghi vài câu cho người chưa biết gì: đến đó học gì, xem gì, cần mang gì."]);
        return new(about, Audiences.Known.FirstOrDefault(known => known == form["audience"]) ?? Audiences.All, from, to, fee ?? 0, form.Text("conditions", 1000), seats);
    }

    static List<string> ReadPartners(FormReader form)
    {
        var partners = (form.Text("partners", 5000) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (partners.Count > MostPartners) form.Refuse("partners", T["Nhiều nhất {0} đơn vị phối hợp.", MostPartners]);
        if (partners.Exists(partner => partner.Length > 300)) form.Refuse("partners", T["Viết ngắn hơn: nhiều nhất {0} ký tự.", 300]);
        return partners;
    }

    static Dictionary<string, string> ReadLists(FormReader form, ActivityKind kind)
    {
        var lists = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var list in ActivityKinds.Lists)
        {
            if (form.Text(ListOf(list.Key), 10_000) is not { } said) continue;
            lists[list.Key] = said;
            // Of a kind that is not known yet, its own fault is told.
            if (!kind.Lists.Any(one => one.Key == list.Key) && form.Error("kind") is null) form.Refuse(ListOf(list.Key), T["Loại hoạt động đã chọn không có mục này: chọn lại loại, hoặc chuyển sang phần chương trình."]);
        }
        return lists;
    }

    static List<ActivityPlace> ReadPlaces(FormReader form, ActivityKind kind)
    {
        var places = new List<ActivityPlace>();
        for (var number = 0; number < MostPlaces && form.Has(NameOf(number)); number++)
        {
            var (name, link) = (form.Text(NameOf(number), 300), form.Text(LinkOf(number), 1000));
            if (link is not null && !IsLink(link)) form.Refuse(LinkOf(number), T["Ghi đủ liên kết, bắt đầu bằng https:// hoặc http://."]);
            if (name is null && link is not null) form.Refuse(NameOf(number), T["Ghi tên nơi có liên kết này, ví dụ: Trực tuyến qua Zoom."]);
            var (address, point) = (form.Text(AddressOf(number), 500), ReadPoint(form, PointOf(number)));
            if (name is null && address is not null) form.Refuse(NameOf(number), T["Ghi tên nơi có địa chỉ này."]);
            if (name is not null) places.Add(new(name, link, address, point?.Latitude, point?.Longitude));
        }
        if (places.Count == 0 && kind.Needs == ActivityNeeds.Place && form.IsValid) form.Refuse(NameOf(0), T["Ghi ít nhất một nơi tổ chức; trực tuyến thì ghi “Trực tuyến” và liên kết."]);
        if (kind.Needs == ActivityNeeds.Link && !places.Exists(place => place.Link is not null) && form.IsValid)
            form.Refuse(places.Count == 0 ? NameOf(0) : LinkOf(0), T["Ghi nơi đăng hoặc nền tảng, kèm liên kết: người khác mở liên kết ấy để xem, để học."]);
        return places;
    }

    /// <summary>A point as map services copy it: "10.7412, 106.7218".</summary>
    static (double Latitude, double Longitude)? ReadPoint(FormReader form, string field)
    {
        if (form.Text(field, 60) is not { } typed) return null;
        var parts = typed.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 2 && double.TryParse(parts[0], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var latitude)
            && double.TryParse(parts[1], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var longitude)
            && latitude is >= 6 and <= 24 && longitude is >= 102 and <= 118) return (latitude, longitude);
        form.Refuse(field, T["Chép tọa độ từ bản đồ, ví dụ 10.7412, 106.7218; nơi ấy phải ở Việt Nam."]);
        return null;
    }

    internal static bool IsLink(string typed) => Uri.TryCreate(typed, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" && !typed.Any(char.IsWhiteSpace) && typed.StartsWith("http", StringComparison.Ordinal);

    static TimeOnly? Hour(FormReader form, string field)
    {
        var typed = form[field] ?? "";
        if (typed.Trim().Length == 0) return null;
        if (ActivityTime.ReadHour(typed) is { } hour) return hour;
        form.Refuse(field, T["Ghi giờ theo mẫu 08:30."]);
        return null;
    }
}
