using TuanHoc.Web.Kit;
using TuanHoc.Units;
using TuanHoc.Web.Tasks;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>One thing to do: what, by when, where to do it, and the words around it.</summary>
public sealed record HomeItem(string Title, string Href, string Act, string Icon, DateOnly Due, string Detail);

/// <summary>A line of the side panel: how things stand, told even when nothing is to be done.</summary>
public sealed record HomeStanding(string Word, string Kind, string Icon, string Text, string Href);

/// <summary>What is due first, out of everything a person's units answer for.</summary>
public sealed class Home(IReadOnlyList<HomeRow> rows, DateOnly today)
{
    const int Longest = 180;

    readonly int newest = rows.Count == 0 ? 0 : rows.Max(row => row.Year);

    public IReadOnlyList<HomeItem> Items => field ??= [.. rows.SelectMany(Of).OrderBy(item => item.Due)];

    public IEnumerable<HomeItem> Overdue => Items.Where(item => item.Due < today);
    public IEnumerable<HomeItem> DueToday => Items.Where(item => item.Due == today);
    public IEnumerable<HomeItem> ThisWeek => Items.Where(item => item.Due > today && item.Due <= today.AddDays(7));
    public IEnumerable<HomeItem> Later => Items.Where(item => item.Due > today.AddDays(7));

    /// <summary>Tasks beyond those listed, and how many of these are due by today.</summary>
    public (int All, int Urgent) Unlisted => rows.Where(row => row.What == "task").ToList() is [var first, ..] listed ? (first.Asked - listed.Count, first.Waiting - listed.Count(row => row.Due <= today)) : default;

    /// <summary>Of each unit in the newest edition: its own report, and those below.</summary>
    public IEnumerable<HomeStanding> Standings => rows.Where(row => row.Year == newest).Select(StandingOf).OfType<HomeStanding>();

    /// <summary>Whether reports come to one of the person's units, so that there are units to follow.</summary>
    public bool Follows => rows.Any(row => row.What is "below" or "seen below");

    /// <summary>Where the figures of a unit stand.</summary>
    public string Totals(long unit) => rows.Count == 0 ? "/totals" : $"/totals/{newest.ToString(Vn.Culture)}/{unit.ToString(Vn.Culture)}";

    /// <summary>How the newest week stands to today.</summary>
    public string? Week => rows.FirstOrDefault(row => row.Year == newest) is not { } row ? null : (row.FirstDay, row.LastDay) switch
    {
        var (first, _) when today < first => T["Tuần lễ {0} bắt đầu sau {1} ngày", Year(row), first.DayNumber - today.DayNumber],
        var (_, last) when today > last => T["Tuần lễ {0} đã kết thúc {1} ngày", Year(row), today.DayNumber - last.DayNumber],
        _ => T["Đang trong Tuần lễ {0}", Year(row)],
    };

    IEnumerable<HomeItem> Of(HomeRow row)
    {
        switch (row.What)
        {
            case "own" when row.State is "open" or "draft" or "returned":
                yield return row.State switch
                {
                    "returned" => Item(row, T["Sửa báo cáo của {0} theo góp ý", Issuer.Inside(row.UnitName)], $"/reports/{row.ThingId}", T["Sửa"], "back", $"“{Short(row.Text)}”"),
                    "draft" => Item(row, T["Điền tiếp báo cáo của {0}", Issuer.Inside(row.UnitName)], $"/reports/{row.ThingId}", T["Điền tiếp"], "pen", T["bản nháp lưu {0}", row.Since]),
                    _ => Item(row, T["Điền báo cáo của {0}", Issuer.Inside(row.UnitName)], $"/reports/{row.ThingId}", T["Điền"], "pen", ""),
                };
                break;
            case "nation" when row.ThingId is { } closed:
                yield return Item(row, T["Duyệt báo cáo của cả nước"], $"/reports/{closed}", T["Duyệt"], "eye", T["chốt {0}", row.Since]);
                break;
            case "nation":
                yield return Item(row, T["Viết báo cáo của cả nước"], $"/totals/{Year(row)}/{row.UnitId.ToString(Vn.Culture)}/sent", T["Viết"], "pen", T["tổng hợp báo cáo của các tỉnh, thành phố"]);
                break;
            case "below":
                if (row.Missing > 0 && row.Due < today)
                    yield return Item(row, T["{0} đơn vị chưa nộp báo cáo cho {1}", row.Missing, Issuer.Inside(row.UnitName)], Missing(row), T["Xem tên"], "late", KindOf(row));
                if (row.Waiting > 0)
                    yield return Item(row, T["Duyệt {0} báo cáo gửi {1}", row.Waiting, Issuer.Inside(row.UnitName)], "/reports", T["Duyệt"], "eye", T["{0} · cũ nhất nộp {1}", KindOf(row), row.Since]);
                break;
            case "plan" when row.ThingId is { } draft:
                yield return Item(row, T["Ban hành kế hoạch đang soạn của {0}", Issuer.Inside(row.UnitName)], $"/plans/{draft}/draft", T["Ban hành"], "pen", "");
                break;
            case "plan":
                yield return Item(row, T["Lập kế hoạch của {0}", Issuer.Inside(row.UnitName)], $"/plans/new?unit={row.UnitId.ToString(Vn.Culture)}&year={Year(row)}", T["Lập"], "book", "");
                break;
            case "received":
                yield return Item(row, T["Mở {0} văn bản mới gửi tới {1}", row.Waiting, Issuer.Inside(row.UnitName)], row.ThingId is { } one ? $"/plans/{one}" : "/plans/received", T["Mở"], "mail", T["gửi tới {0}", row.Since]);
                break;
            case "task":
                var id = long.Parse(row.ThingId!, System.Globalization.CultureInfo.InvariantCulture);
                yield return Item(row, Short(row.Text), $"/tasks/{id}", TaskWords.Act(id, row.UnitId, row.ThingKind, shownBy: null, shownId: null).Word, "cal", row.State == TaskState.Returned ? T["{0}, trả lại", row.UnitName] : row.UnitName);
                break;
            case "verify":
                yield return Item(row, T["Xác nhận {0} kết quả nhiệm vụ gửi {1}", row.Waiting, Issuer.Inside(row.UnitName)], "/tasks", T["Xác nhận"], "eye", T["cũ nhất báo {0}", row.Since]);
                break;
            case "activity":
                yield return Item(row, T["Ghi kết quả: {0}", Short(row.Text)], $"/activities/{row.ThingId}", T["Ghi"], "class", row.UnitName);
                break;
        }
    }

    HomeItem Item(HomeRow row, string title, string href, string act, string icon, string detail)
    {
        string[] parts = [T["hạn {0}", row.Due], .. detail.Length == 0 ? Array.Empty<string>() : [detail], .. row.Year == newest ? Array.Empty<string>() : [T["Tuần lễ {0}", Year(row)]]];
        return new(title, href, act, icon, row.Due, string.Join(" · ", parts));
    }

    HomeStanding? StandingOf(HomeRow row)
    {
        if (row.What is "own" or "seen own")
        {
            var state = ReportState.Of(row.State!);
            return new(state.Word, state.Kind, state.Icon, T["Báo cáo của {0}", Issuer.Inside(row.UnitName)], $"/reports/{row.ThingId}");
        }
        if (row.What is not ("below" or "seen below")) return null;
        var (word, kind, icon) = row.Missing == 0 ? (T["Đã nộp đủ"], "ok", "okc") : row.Due < today ? (T["Quá hạn"], "late", "late") : (T["Đang nộp"], "due", "clock");
        return new(word, kind, icon, T["{0}: {1}/{2} đã nộp", KindOf(row), row.Asked - row.Missing, row.Asked], Missing(row));
    }

    static string Missing(HomeRow row) => $"/totals/{Year(row)}/{row.UnitId.ToString(Vn.Culture)}/missing?kind={row.Text}";

    static string KindOf(HomeRow row) => KindWords.Of(UnitKinds.Parse(row.Text!));

    static string Year(HomeRow row) => row.Year.ToString(Vn.Culture);

    static string Short(string? text) => text is null ? "" : text.Length <= Longest ? text : text[..Longest] + "…";
}
