using NpgsqlTypes;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Editions;

/// <summary>What is typed of a year, when it is opened and when it is corrected.</summary>
sealed record EditionInput(string? Theme, DateOnly FirstDay, DateOnly LastDay, string? FormKey, DateOnly DueUnits, DateOnly DueCommunes, DateOnly DueProvinces)
{
    // A province may wrap the Week in a month of its own; nobody holds it longer.
    const int LongestWeek = 60;

    public NpgsqlRange<DateOnly> Week => new(FirstDay, lowerBoundIsInclusive: true, LastDay.AddDays(1), upperBoundIsInclusive: false);

    /// <summary>What stands.</summary>
    public static EditionInput Of(Edition edition) => new(edition.Theme, edition.FirstDay, edition.LastDay, edition.FormKey, edition.DueUnits, edition.DueCommunes, edition.DueProvinces);

    /// <summary>Whether reports would be counted otherwise: over the units of another day, or on another form.</summary>
    public bool AsksOtherwise(EditionInput other) => (FirstDay, LastDay, FormKey) != (other.FirstDay, other.LastDay, other.FormKey);

    /// <summary>Reads a form; null when something in it is refused.</summary>
    /// <param name="form">What was typed.</param>
    /// <param name="year">The year it is for; null where that could not be read.</param>
    /// <param name="forms">The forms that may be chosen.</param>
    /// <param name="settled">Gives the week and the form where they can no longer be typed.</param>
    public static EditionInput? Read(FormReader form, int? year, IReadOnlyCollection<string> forms, EditionInput? settled = null)
    {
        var theme = form.Text("theme");
        var (first, last) = settled is null ? (Needed(form, "first"), Needed(form, "last")) : (settled.FirstDay, settled.LastDay);
        var (units, communes, provinces) = (Needed(form, "dueUnits"), Needed(form, "dueCommunes"), Needed(form, "dueProvinces"));
        var key = settled is null ? form.Text("form") : settled.FormKey;
        if (year is not null && first.Year != year) form.Refuse("first", T["Ngày đầu phải trong năm đã ghi."]);
        if (first > last) form.Refuse("last", T["Ngày cuối phải sau ngày đầu."]);
        if (last.DayNumber - first.DayNumber > LongestWeek) form.Refuse("last", T["Tuần lễ dài nhất {0} ngày.", LongestWeek]);
        if (units > communes || communes > provinces) form.Refuse("dueProvinces", T["Hạn của cấp trên phải sau hạn của cấp dưới."]);
        if (settled is null && key is not null && !forms.Contains(key)) form.Refuse("form", T["Chọn một mẫu trong danh sách."]);
        return form.IsValid ? new(theme, first, last, key, units, communes, provinces) : null;
    }

    static DateOnly Needed(FormReader form, string field)
    {
        if (form.Day(field) is { } day) return day;
        form.Refuse(field, T["Ghi ngày theo mẫu 05/10/2025."]);
        return default;
    }
}
