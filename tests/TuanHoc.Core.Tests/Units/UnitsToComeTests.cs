using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Units;

/// <summary>What happens to units between the writing of a coming change and its day.</summary>
public sealed class UnitsToComeTests
{
    static readonly DateOnly Day = new(2026, 3, 1), Coming = new(2027, 7, 1);

    // Tỉnh 2 ─ xã 4, 5, 6, 8; trường 9 under xã 4, trường 10 under xã 5. From 01/07/2027 xã 4 and 5 are xã 40, trường 9 and 10 in it; xã 6 is divided into 60 and 61; xã 8 is a phường.
    static UnitsOfDay Units(DateOnly day) => new(day,
        [
            Unit(1, UnitKind.Nation, "Cả nước", null, "VN", null), Unit(2, UnitKind.Province, "Lai Châu", "tỉnh", "12", 1),
            Unit(4, UnitKind.Commune, "Bum Tở", "xã", "00004", 2) with { To = Coming }, Unit(5, UnitKind.Commune, "Mường Tè", "xã", "00005", 2) with { To = Coming },
            Unit(6, UnitKind.Commune, "Pa Ủ", "xã", "00006", 2) with { To = Coming }, Unit(8, UnitKind.Commune, "Mai Sơn", "xã", "00008", 2) with { To = Coming },
            Unit(9, UnitKind.School, "Trường 9", null, null, 4) with { To = Coming }, Unit(10, UnitKind.School, "Trường 10", null, null, 5) with { To = Coming },
        ],
        [
            Unit(40, UnitKind.Commune, "Hợp Nhất", "xã", "00040", 2) with { From = Coming }, Unit(60, UnitKind.Commune, "Pa Trên", "xã", "00060", 2) with { From = Coming }, Unit(61, UnitKind.Commune, "Pa Dưới", "xã", "00061", 2) with { From = Coming },
            Unit(8, UnitKind.Commune, "Mai Sơn", "phường", "00008", 2) with { From = Coming },
            Unit(9, UnitKind.School, "Trường 9", null, null, 40) with { From = Coming }, Unit(10, UnitKind.School, "Trường 10", null, null, 40) with { From = Coming },
        ],
        [(Coming, new(4, 40, true, null)), (Coming, new(5, 40, true, null)), (Coming, new(6, 60, false, null)), (Coming, new(6, 61, false, null))]);

    static UnitOfDay Unit(long id, UnitKind kind, string shortName, string? type, string? code, long? parent) =>
        new(id, kind, new(UnitNames.Full(type, shortName), shortName, type, code, parent), new(2025, 7, 1));

    static UnitOutcome Done(UnitChange change, int? part = null) => UnitChanges.Of([change], (_, _) => part, Units(Day));

    static UnitChange.Open School(long under) => new(new(UnitKind.School, new("Trường mới", "Trường mới", null, null, under)));

    [Fact]
    public void A_name_given_before_the_day_goes_along_and_what_the_day_changes_is_as_decided()
    {
        var outcome = Done(new UnitChange.Rename(8, "Mai Mới", "00088"));
        Assert.Empty(outcome.Refusals);
        var line = Assert.Single(outcome.Coming);
        Assert.Equal((Coming, "Phường Mai Mới", "00088", "Xã Mai Mới"), (line.OnDay, line.Becomes!.Name, line.Becomes.Code, line.Before.Name));
        Assert.Equal(("Trường Mới", 40L), Done(new UnitChange.Rename(9, "Trường Mới", null)).Coming.Select(one => (one.Becomes!.Name, one.Becomes.ParentId!.Value)).Single());
    }

    [Fact]
    public void A_commune_that_is_to_end_is_renamed_until_then_and_ends_under_its_new_name()
    {
        var line = Assert.Single(Done(new UnitChange.Rename(4, "Bum Mới", "00004")).Coming);
        Assert.Equal((Coming, "Xã Bum Mới", null), (line.OnDay, line.Before.Name, line.Becomes));
    }

    [Fact]
    public void A_new_school_in_a_commune_that_is_to_be_merged_goes_where_it_goes()
    {
        var line = Assert.Single(Done(School(4)).Coming);
        Assert.Equal((-1L, Coming, null, 4L, 40L), (line.UnitId, line.OnDay, line.Was, line.Before.ParentId!.Value, line.Becomes!.ParentId!.Value));
    }

    [Fact]
    public void A_school_that_leaves_a_commune_before_it_is_merged_stays_where_it_went()
    {
        Assert.Equal(2L, Assert.Single(Done(new UnitChange.Move(9, 2, null)).Coming).Becomes!.ParentId);
        Assert.Equal(40L, Assert.Single(Done(new UnitChange.Move(9, 5, null)).Coming).Becomes!.ParentId);
    }

    [Fact]
    public void A_new_school_in_a_commune_that_is_to_be_divided_is_asked_for_and_given_to_no_part_unasked()
    {
        var asked = Done(School(6));
        Assert.Equal("Xã Pa Ủ chia ra từ ngày 01/07/2027: chọn phần mà Trường mới sẽ thuộc về.", string.Join(" ", asked.Refusals));
        var division = Assert.Single(asked.Divisions);
        Assert.Equal((6L, "Trường mới"), (division.UnitId, Assert.Single(division.Below).Name));
        Assert.Equal(["Xã Pa Trên", "Xã Pa Dưới"], division.Parts.Select(part => part.Name));
        Assert.Equal(61L, Assert.Single(Done(School(6), part: 1).Coming).Becomes!.ParentId);
    }

    [Fact]
    public void A_school_is_closed_before_its_commune_is_merged_and_one_that_others_are_to_go_into_is_not()
    {
        Assert.Empty(Done(new UnitChange.Close(9, null)).Refusals);
        var awaited = new UnitsOfDay(Day, Units(Day).All, Units(Day).Later, [(Coming, new(10, 9, true, null))]);
        Assert.Contains("hủy thay đổi ấy trước", string.Join(" ", UnitChanges.Of(new UnitChange.Close(9, null), awaited).Refusals), StringComparison.Ordinal);
    }
}
