using TuanHoc.Text;
using TuanHoc.Units;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards.Changes;

/// <summary>A unit named by a person: its code or its name; where several share it, the one chosen among them.</summary>
public static class UnitPick
{
    const int MostOffered = 20;

    /// <summary>The unit that a field names on the day. Where the name fits several, the field is refused and they are offered.</summary>
    public static UnitOfDay? Read(FormReader form, string field, UnitsOfDay units, Dictionary<string, IReadOnlyList<UnitOfDay>> offered)
    {
        if (form.Text(field) is not { } typed) return null;
        var key = SearchKey.Of(typed);
        UnitOfDay[] fitting = [.. units.All.Where(unit => unit.State.Code == typed || SearchKey.Of(unit.State.Name) == key)];
        if (fitting.Length == 0) fitting = [.. units.All.Where(unit => SearchKey.Of(unit.State.ShortName) == key)];
        if (fitting.Length == 1) return fitting[0];
        if (long.TryParse(form[field + ".id"], System.Globalization.NumberStyles.None, Vn.Culture, out var chosen) && Array.Find(fitting, unit => unit.Id == chosen) is { } one) return one;
        if (fitting.Length == 0) form.Refuse(field, T["Ngày {0} không có đơn vị nào tên hoặc mã \"{1}\".", units.Day, typed]);
        else
        {
            form.Refuse(field, T["{0} đơn vị cùng tên này: chọn một, hoặc ghi mã.", fitting.Length]);
            offered[field] = [.. fitting.Take(MostOffered)];
        }
        return null;
    }
}
