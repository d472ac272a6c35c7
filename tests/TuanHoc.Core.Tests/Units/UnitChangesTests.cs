using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Units;

public sealed class UnitChangesTests
{
    static readonly DateOnly Day = new(2026, 3, 1);

    // Cả nước 1 ─ tỉnh 2 (xã 4, xã 5, xã 6, Sở 7), tỉnh 3 (xã 8); trường 9 and trường 10 under xã 4; THPT 11 under the Sở, standing in xã 5.
    static readonly UnitOfDay[] Country =
    [
        Unit(1, UnitKind.Nation, "Cả nước", null, "VN", null),
        Unit(2, UnitKind.Province, "Lai Châu", "tỉnh", "12", 1), Unit(3, UnitKind.Province, "Sơn La", "tỉnh", "14", 1),
        Unit(4, UnitKind.Commune, "Bum Tở", "xã", "03433", 2), Unit(5, UnitKind.Commune, "Mường Tè", "xã", "03439", 2), Unit(6, UnitKind.Commune, "Pa Ủ", "xã", "03445", 2),
        Unit(7, UnitKind.Agency, "Sở Giáo dục và Đào tạo", null, null, 2), Unit(8, UnitKind.Commune, "Mai Sơn", "xã", "04105", 3),
        Unit(9, UnitKind.School, "Trường Tiểu học số 1", null, null, 4), Unit(10, UnitKind.School, "Trường Tiểu học số 2", null, null, 4),
        Unit(11, UnitKind.School, "Trường THPT Mường Tè", null, null, 7, territory: 5),
    ];

    static UnitOfDay Unit(long id, UnitKind kind, string shortName, string? type, string? code, long? parent, long? territory = null) =>
        new(id, kind, new(UnitNames.Full(type, shortName), shortName, type, code, parent, territory), new(2025, 7, 1));

    static NewUnit Commune(string name, string code, long province = 2) => new(UnitKind.Commune, new($"Xã {name}", name, "xã", code, province));

    static UnitsOfDay Units => new(Day, Country);

    static string Said(UnitOutcome outcome) => string.Join(" ", outcome.Refusals);

    [Fact]
    public void A_new_name_keeps_everything_else()
    {
        var line = Assert.Single(UnitChanges.Of(new UnitChange.Rename(4, "Bum Nưa", Country[3].State.Code), Units).Lines);
        Assert.Equal(Country[3].State with { Name = "Xã Bum Nưa", ShortName = "Bum Nưa" }, line.After);
        Assert.Equal(Country[3].State, line.Before);
    }

    [Fact]
    public void A_commune_that_becomes_a_ward_is_the_same_unit() =>
        Assert.Equal((4L, "Phường Bum Tở", "03433"), UnitChanges.Of(new UnitChange.Retype(4, "phường"), Units).Lines.Select(line => (line.UnitId, line.After!.Name, line.After.Code)).Single());

    [Fact]
    public void Another_code_and_another_level_are_the_same_unit()
    {
        Assert.Equal((4L, "Xã Bum Tở", "03434"), UnitChanges.Of(new UnitChange.Rename(4, "Bum Tở", "03434"), Units).Lines.Select(line => (line.UnitId, line.After!.Name, line.After.Code)).Single());
        Assert.Contains("Mã 03445 đang là mã của Xã Pa Ủ.", Said(UnitChanges.Of(new UnitChange.Rename(4, "Bum Tở", "03445"), Units)), StringComparison.Ordinal);
        Assert.Equal("mixed", Assert.Single(UnitChanges.Of(new UnitChange.Relevel(9, "mixed"), Units).Lines).After!.Level);
        Assert.Contains("đã ở cấp học này", Said(UnitChanges.Of(new UnitChange.Relevel(9, null), Units)), StringComparison.Ordinal);
    }

    [Fact]
    public void Merged_communes_end_and_their_schools_stand_in_the_new_one()
    {
        var outcome = UnitChanges.Of(new UnitChange.Merge([4, 5], null, Commune("Mường Tè", "03439")), Units);
        Assert.Empty(outcome.Refusals);
        Assert.Equal([(4L, -1L, true, null), (5L, -1L, true, null)], outcome.Edges.Select(edge => (edge.From, edge.To, edge.Whole, edge.Share)));
        Assert.Equal([4L, 5], outcome.Lines.Where(line => line.After is null).Select(line => line.UnitId).Order());
        Assert.All([9L, 10], school => Assert.Equal(-1, outcome.Lines.Single(line => line.UnitId == school).After!.ParentId));
        var upper = outcome.Lines.Single(line => line.UnitId == 11).After!;
        Assert.Equal((7L, -1L), (upper.ParentId, upper.TerritoryId));
    }

    [Fact]
    public void A_part_of_a_commune_goes_along_and_the_rest_goes_on_under_its_name()
    {
        var outcome = UnitChanges.Of([new UnitChange.Merge([5], null, Commune("Mường Tè", "03439")) { Partly = [new(4)] }], Below(4, (9, -1), (10, -1)), Units);
        Assert.Empty(outcome.Refusals);
        Assert.Equal([(5L, -1L, true), (4L, -1L, false), (4L, -2L, false)], outcome.Edges.Select(edge => (edge.From, edge.To, edge.Whole)));
        Assert.Equal(("Xã Bum Tở", "03433"), outcome.Lines.Where(line => line.UnitId == -2).Select(line => (line.After!.Name, line.After.Code)).Single());
        Assert.All([9L, 10], school => Assert.Equal(-2, outcome.Lines.Single(line => line.UnitId == school).After!.ParentId));
        Assert.Contains("vừa nhập toàn bộ vừa nhập một phần", Said(UnitChanges.Of(new UnitChange.Merge([4, 5], null, Commune("Mường Tè", "03439")) { Partly = [new(4)] }, Units)), StringComparison.Ordinal);
    }

    [Fact]
    public void Communes_that_each_have_a_school_of_one_name_are_merged()
    {
        UnitOfDay[] country = [.. Country, Unit(12, UnitKind.School, "Trường Tiểu học số 1", null, null, 5)];
        var outcome = UnitChanges.Of(new UnitChange.Merge([4, 5], null, Commune("Mường Tè", "03439")), new(Day, country));
        Assert.Empty(outcome.Refusals);
        Assert.All([9L, 12], school => Assert.Equal(-1, outcome.Lines.Single(line => line.UnitId == school).After!.ParentId));
    }

    [Fact]
    public void Schools_of_one_name_in_one_place_are_told_apart_by_their_codes()
    {
        UnitOfDay[] country = [.. Country.Select(unit => unit.Id == 9 ? unit with { State = unit.State with { Code = "12001" } } : unit)];
        UnitChange Opened(string? code) => new UnitChange.Open(new(UnitKind.School, new("Trường Tiểu học số 1", "Trường Tiểu học số 1", null, code, 4)));
        Assert.Empty(UnitChanges.Of(Opened("12002"), new(Day, country)).Refusals);
        Assert.Contains("Ở cùng một nơi đã có Trường Tiểu học số 1.", Said(UnitChanges.Of(Opened(null), new(Day, country))), StringComparison.Ordinal);
    }

    [Fact]
    public void No_district_is_opened_since_there_are_two_tiers()
    {
        static UnitChange.Open Opened() => new(new(UnitKind.District, new("Huyện Mới", "Mới", "huyện", "999", 2)));
        Assert.Contains("Từ ngày 01/07/2025 không còn cấp huyện", Said(UnitChanges.Of(Opened(), Units)), StringComparison.Ordinal);
        Assert.Empty(UnitChanges.Of(Opened(), new(new(2025, 6, 30), Country)).Refusals);
    }

    [Fact]
    public void The_code_of_a_school_is_its_own_within_the_province()
    {
        UnitOfDay[] country = [.. Country.Select(unit => unit.Id == 9 ? unit with { State = unit.State with { Code = "001" } } : unit)];
        UnitOutcome Opened(long parent) => UnitChanges.Of(new UnitChange.Open(new(UnitKind.School, new("Trường mới", "Trường mới", null, "001", parent))), new(Day, country));
        Assert.Contains("Mã 001 đang là mã của Trường Tiểu học số 1.", Said(Opened(7)), StringComparison.Ordinal);
        Assert.Empty(Opened(8).Refusals);
    }

    [Fact]
    public void Ground_that_grows_is_another_unit_under_the_old_name()
    {
        var outcome = UnitChanges.Of(new UnitChange.Merge([4], 5, null), Units);
        Assert.Equal("Xã Mường Tè", outcome.Lines.Single(line => line.UnitId == -1).After!.Name);
        Assert.Null(outcome.Lines.Single(line => line.UnitId == 5).After);
        Assert.Equal([4L, 5], outcome.Edges.Select(edge => edge.From).Order());
    }

    [Fact]
    public void A_school_goes_into_another_that_goes_on()
    {
        var outcome = UnitChanges.Of(new UnitChange.Merge([10], 9, null), Units);
        Assert.Equal(10, Assert.Single(outcome.Lines).UnitId);
        Assert.Equal((10L, 9L, true), outcome.Edges.Select(edge => (edge.From, edge.To, edge.Whole)).Single());
    }

    [Fact]
    public void A_split_gives_every_unit_below_the_part_named_for_it()
    {
        var outcome = UnitChanges.Of([new UnitChange.Split(4, [new(Commune("Bum Tở", "03433"), 0.6m), new(Commune("Bum Nưa", "03434"), 0.4m)])], Below(4, (9, 0), (10, 1)), Units);
        Assert.Empty(outcome.Refusals);
        Assert.Equal([(-1L, false, 0.6m), (-2L, false, 0.4m)], outcome.Edges.Select(edge => (edge.To, edge.Whole, edge.Share!.Value)));
        Assert.Equal((-1L, -2L), (outcome.Lines.Single(line => line.UnitId == 9).After!.ParentId, outcome.Lines.Single(line => line.UnitId == 10).After!.ParentId));
    }

    public static TheoryData<UnitChange, string> Wrong => new()
    {
        { new UnitChange.Rename(4, "Bum Tở", Country[3].State.Code), "Xã Bum Tở đã mang tên và mã này." },
        { new UnitChange.Rename(4, "Mường Tè", Country[3].State.Code), "Ở cùng một nơi đã có Xã Mường Tè." },
        { new UnitChange.Rename(99, "A", null), "Ngày 01/03/2026 không có đơn vị số 99: chưa thành lập hoặc đã kết thúc." },
        { new UnitChange.Retype(4, "tỉnh"), "Xã Bum Tở không thể thành tỉnh." },
        { new UnitChange.Move(7, 11, null), "Sở Giáo dục và Đào tạo không thể trực thuộc chính mình hay đơn vị cấp dưới của mình." },
        { new UnitChange.Move(4, 7, null), "Xã Bum Tở không thể trực thuộc Sở Giáo dục và Đào tạo." },
        { new UnitChange.Move(9, 77, null), "Trường Tiểu học số 1 phải trực thuộc một đơn vị đang có vào ngày 01/03/2026." },
        { new UnitChange.Move(11, 7, 9), "Trường Tiểu học số 1 không phải là một địa bàn." },
        { new UnitChange.Merge([4, 5], 99, null), "Ngày 01/03/2026 không có đơn vị số 99: chưa thành lập hoặc đã kết thúc." },
        { new UnitChange.Merge([4], null, Commune("A", "00001")), "Sáp nhập cần ít nhất hai đơn vị." },
        { new UnitChange.Merge([4, 9], null, Commune("A", "00001")), "Trường Tiểu học số 1 và Xã A khác loại, không sáp nhập được với nhau." },
        { new UnitChange.Merge([4, 5], null, Commune("A", "03445")), "Mã 03445 đang là mã của Xã Pa Ủ." },
        { new UnitChange.Merge([4, 5], null, Commune("A", "3445")), "Mã của Xã A gồm 5 chữ số, kể cả số 0 ở đầu." },
        { new UnitChange.Split(4, [new(Commune("A", "00001"), null)]), "Chia tách cần ít nhất hai phần." },
        { new UnitChange.Split(5, [new(Commune("A", "00001"), 0.5m), new(Commune("B", "00002"), 0.3m)]), "Xã Mường Tè: các phần cộng lại bằng 80 %, phải đủ 100 %." },
        { new UnitChange.Split(4, [new(Commune("A", "00001"), null), new(Commune("B", "00002"), null)]), "Chưa chọn phần cho 2 đơn vị: Trường Tiểu học số 1, Trường Tiểu học số 2." },
        { new UnitChange.Close(4, null), "Còn 2 đơn vị trực thuộc hoặc đứng trên địa bàn này: Trường Tiểu học số 1, Trường Tiểu học số 2. Chọn đơn vị nhận trước khi kết thúc." },
        { new UnitChange.Open(Commune("Pa Ủ", "00001")), "Ở cùng một nơi đã có Xã Pa Ủ." },
        { new UnitChange.Open(Commune("A", "00001", province: 9)), "Xã A không thể trực thuộc Trường Tiểu học số 1." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_is_refused_with_the_reason(UnitChange change, string why)
    {
        var outcome = UnitChanges.Of(change, Units);
        Assert.Contains(why, Said(outcome), StringComparison.Ordinal);
        Assert.Empty(outcome.Lines);
    }

    [Fact]
    public void A_unit_with_a_change_already_entered_for_later_is_not_ended_before_it() =>
        Assert.Equal("Xã Pa Ủ đã có thay đổi ghi cho sau ngày 01/03/2026; hủy thay đổi ấy trước.",
            Said(UnitChanges.Of(new UnitChange.Close(6, null), new(Day, Country.Select(unit => unit.Id == 6 ? unit with { To = Day.AddYears(1) } : unit)))));

    // Entered ahead: xã 6 ends in a year; in two years trường 12 begins in xã 5, and the Sở goes under the association 13 that stands under nothing of it yet.
    static UnitsOfDay Coming => new(Day,
        [.. Country.Select(unit => unit.Id switch { 6 => unit with { To = Day.AddYears(1) }, 7 => unit with { To = Day.AddYears(2) }, _ => unit }), Unit(13, UnitKind.Association, "Hội Khuyến học", null, null, 2)],
        [new(12, UnitKind.School, new("Trường mới", "Trường mới", null, null, 5), Day.AddYears(2)), Country[6] with { From = Day.AddYears(2), State = Country[6].State with { ParentId = 13 } }]);

    public static TheoryData<UnitChange, string> AgainstWhatIsEntered => new()
    {
        { new UnitChange.Open(new(UnitKind.School, new("Trường A", "Trường A", null, null, 6))), "Xã Pa Ủ kết thúc ngày 28/02/2027, nên không đơn vị nào bắt đầu dưới nó được nữa." },
        { new UnitChange.Open(new(UnitKind.School, new("Trường A", "Trường A", null, null, 4, TerritoryId: 6))), "Xã Pa Ủ kết thúc ngày 28/02/2027, nên không đơn vị nào bắt đầu dưới nó được nữa." },
        { new UnitChange.Move(9, 6, null), "Xã Pa Ủ kết thúc ngày 28/02/2027, nên không đơn vị nào bắt đầu dưới nó được nữa." },
        { new UnitChange.Close(4, 6), "Xã Pa Ủ kết thúc ngày 28/02/2027, nên không đơn vị nào bắt đầu dưới nó được nữa." },
        { new UnitChange.Move(13, 7, null), "Hội Khuyến học sẽ trực thuộc đơn vị cấp dưới của mình từ ngày 01/03/2028, theo thay đổi đã ghi cho ngày ấy; hủy thay đổi ấy trước." },
        { new UnitChange.Move(13, 11, null), "Hội Khuyến học sẽ trực thuộc đơn vị cấp dưới của mình từ ngày 01/03/2028, theo thay đổi đã ghi cho ngày ấy; hủy thay đổi ấy trước." },
        { new UnitChange.Close(5, 4), "Trường mới sẽ đứng dưới Xã Mường Tè từ ngày 01/03/2028, như đã ghi trước; hủy thay đổi ấy trước." },
        { new UnitChange.Merge([4, 5], null, Commune("A", "00001")), "Trường mới sẽ đứng dưới Xã Mường Tè từ ngày 01/03/2028, như đã ghi trước; hủy thay đổi ấy trước." },
        { new UnitChange.Close(13, null), "Sở Giáo dục và Đào tạo sẽ đứng dưới Hội Khuyến học từ ngày 01/03/2028, như đã ghi trước; hủy thay đổi ấy trước." },
    };

    [Theory]
    [MemberData(nameof(AgainstWhatIsEntered))]
    public void Nothing_is_changed_against_what_is_entered_for_later(UnitChange change, string why) => Assert.Contains(why, Said(UnitChanges.Of(change, Coming)), StringComparison.Ordinal);

    [Fact]
    public void A_unit_that_only_changes_later_goes_on_and_takes_others_in() =>
        Assert.Empty(UnitChanges.Of(new UnitChange.Open(new(UnitKind.School, new("Trường A", "Trường A", null, null, 7))), Coming).Refusals);

    [Fact]
    public void A_counter_decision_of_a_later_day_brings_the_old_units_back_and_divides_the_new_one()
    {
        var done = UnitChanges.Of(new UnitChange.Merge([4, 5], null, Commune("Mường Tè", "03439")), Units);
        var (lines, edges, after) = Applied(Country, done);
        var undone = UnitReversal.Of(lines, edges, sameDay: false, Nothing, NoChoice, new(Day.AddYears(1), after));
        Assert.Empty(undone.Refusals);
        Assert.Equal([(100L, 4L, false), (100L, 5L, false)], undone.Edges.Select(edge => (edge.From, edge.To, edge.Whole)));
        Assert.Equal(States(Country), States(Applied(after, undone).Units));
    }

    [Fact]
    public void What_came_since_under_a_unit_made_of_several_goes_back_to_the_one_chosen_and_what_a_decision_built_upon_stands_in_the_way()
    {
        var (lines, edges, after) = Applied(Country, UnitChanges.Of(new UnitChange.Merge([4, 5], null, Commune("Mường Tè", "03439")), Units));
        var (opened, _, later) = Applied(after, UnitChanges.Of(new UnitChange.Open(new(UnitKind.School, new("Trường mới", "Trường mới", null, null, 100))), new(Day, after)), first: 200);
        var asked = UnitReversal.Of(lines, edges, sameDay: false, Nothing, NoChoice, new(Day.AddDays(1), later));
        Assert.Equal("Chưa chọn phần cho 1 đơn vị: Trường mới.", Said(asked));
        Assert.Equal(["Xã Bum Tở", "Xã Mường Tè"], Assert.Single(asked.Divisions).Parts.Select(part => part.Name));
        var undone = UnitReversal.Of(lines, edges, sameDay: false, Nothing, Below(100, (200, 1)), new(Day.AddDays(1), later));
        Assert.Empty(undone.Refusals);
        Assert.Equal(5, undone.Lines.Single(line => line.UnitId == 200).After!.ParentId);

        // Of one origin there is one choice; of none, nobody knows where it should go.
        var (split, parts, halves) = Applied(Country, UnitChanges.Of([new UnitChange.Split(4, [new(Commune("A", "00001"), null), new(Commune("B", "00002"), null)])], Below(4, (9, 0), (10, 1)), Units));
        Assert.Equal(4, UnitReversal.Of(split, parts, sameDay: false, Nothing, NoChoice, new(Day.AddDays(1), [.. halves, Unit(300, UnitKind.School, "Trường mới", null, null, 101)])).Lines.Single(line => line.UnitId == 300).After!.ParentId);
        Assert.Equal("Lớp mới nay trực thuộc hoặc đứng trên địa bàn Trường mới; chuyển đi trước khi hủy quyết định.", Said(UnitReversal.Of(opened, [], sameDay: false, Nothing, NoChoice, new(Day.AddDays(1), [.. later, Unit(300, UnitKind.Body, "Lớp mới", null, null, 200)]))));

        // A new name of a school has nothing to do with the merger and stays; another merger of the new commune rests on it.
        var (renaming, _, renamed) = Applied(after, UnitChanges.Of(new UnitChange.Rename(9, "Trường Tiểu học Bum Tở", "12009"), new(Day.AddDays(1), after)));
        var restored = UnitReversal.Of(lines, edges, sameDay: false, Later(renaming), NoChoice, new(Day.AddDays(1), renamed));
        Assert.Empty(restored.Refusals);
        Assert.Equal(("Trường Tiểu học Bum Tở", "12009", 4L), restored.Lines.Where(line => line.UnitId == 9).Select(line => (line.After!.Name, line.After.Code, line.After.ParentId!.Value)).Single());
        var (merging, _, merged) = Applied(after, UnitChanges.Of(new UnitChange.Merge([100, 6], null, Commune("Lớn", "00003")), new(Day.AddDays(1), after)), first: 400);
        var refused = UnitReversal.Of(lines, edges, sameDay: false, Later(merging), NoChoice, new(Day.AddDays(2), merged));
        Assert.Contains("Xã Mường Tè đã thay đổi thêm theo quyết định 13/NQ, dựa trên quyết định này; hủy quyết định ấy trước.", Said(refused), StringComparison.Ordinal);
        Assert.All(refused.Refusals, one => Assert.Equal(7, one.By!.Id));
    }

    static ILookup<long, (LaterDecision, UnitLine)> Nothing => Later([]);

    static ILookup<long, (LaterDecision, UnitLine)> Later(IReadOnlyList<UnitLine> lines) => lines.ToLookup(line => line.UnitId, line => (new LaterDecision(7, "13/NQ", Day), line));

    static int? NoChoice(long divided, long below) => null;

    static Func<long, long, int?> Below(long of, params (long Unit, int Part)[] parts) => (divided, below) => divided == of ? Array.Find(parts, one => one.Unit == below) is { Unit: > 0 } one ? one.Part : null : null;

    public static TheoryData<UnitChange> OnTheFirstDay =>
    [
        new UnitChange.Rename(9, "A", Country[8].State.Code), new UnitChange.Retype(4, "phường"), new UnitChange.Move(9, 5, null), new UnitChange.Merge([4, 5], null, Commune("A", "00001")), new UnitChange.Merge([10], 9, null),
        new UnitChange.Split(4, [new(Commune("A", "00001"), null), new(Commune("B", "00002"), null)]), new UnitChange.Close(6, null),
    ];

    [Theory]
    [MemberData(nameof(OnTheFirstDay))]
    public void No_change_is_dated_on_the_day_a_unit_begins_because_nothing_of_the_unit_would_remain(UnitChange change) =>
        Assert.Contains("có từ chính ngày 01/07/2025; chọn một ngày sau.", Said(UnitChanges.Of([change], (_, below) => (int)below % 2, new(new(2025, 7, 1), Country))), StringComparison.Ordinal);

    [Fact]
    public void A_unit_below_that_began_on_the_day_keeps_the_unit_above_it_from_ending()
    {
        UnitOfDay[] country = [.. Country.Select(unit => unit.Id == 10 ? unit with { From = Day } : unit)];
        Assert.Equal("Trường Tiểu học số 2, như trong danh mục, có từ chính ngày 01/03/2026; chọn một ngày sau.", Said(UnitChanges.Of(new UnitChange.Close(4, 5), new(Day, country))));
    }

    [Fact]
    public void Whatever_is_done_leaves_a_tree_and_a_counter_decision_of_the_same_day_leaves_nothing_of_it()
    {
        var id = Gen.Elements(Country.Select(unit => unit.Id).Append(99));
        var made = from name in Gen.Elements("Bum Tở", "Nậm Khao", "Mường Mô") from code in Gen.Elements("03433", "00001", "00002", "1") from parent in id select Commune(name, code, parent);
        var change = Gen.OneOf(
            from unit in id from name in Gen.Elements("Bum Nưa", "Mường Tè") select (UnitChange)new UnitChange.Rename(unit, name, Country.FirstOrDefault(one => one.Id == unit)?.State.Code),
            from unit in id from type in Gen.Elements("phường", "thành phố") select (UnitChange)new UnitChange.Retype(unit, type),
            from unit in id from parent in id from ground in id select (UnitChange)new UnitChange.Move(unit, parent, ground == 99 ? null : ground),
            from one in id from other in id from whole in made select (UnitChange)new UnitChange.Merge([one, other], null, whole),
            from one in id from other in id select (UnitChange)new UnitChange.Merge([one], other, null),
            from unit in id from one in made from other in made select (UnitChange)new UnitChange.Split(unit, [new(one, null), new(other, null)]),
            from one in id from other in id from whole in made from rest in Gen.Elements(true, false) select (UnitChange)new UnitChange.Merge([one], null, whole) { Partly = [new(other, null, rest)] },
            from unit in id from to in id select (UnitChange)new UnitChange.Close(unit, to == 99 ? null : to),
            from unit in made select (UnitChange)new UnitChange.Open(unit));
        var possible = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(change.ToArbitrary(), one =>
        {
            var outcome = UnitChanges.Of([one], (_, below) => (int)below % 2 - (one is UnitChange.Merge ? 1 : 0), Units);
            if (!outcome.IsPossible) return outcome.Lines.Count == 0;
            possible++;
            var (lines, edges, after) = Applied(Country, outcome);
            UnitTree.Build(after.Select(unit => new UnitNode(unit.Id, unit.State.ParentId, unit.Kind)));
            var codes = after.Where(unit => unit.State.Code is not null).Select(unit => (unit.Kind, unit.State.Code)).ToList();
            Assert.Equal(codes.Count, codes.Distinct().Count());
            Assert.All(after, unit => Assert.NotEqual(unit.State.ParentId, unit.State.TerritoryId ?? -1));
            var undone = UnitReversal.Of(lines, edges, sameDay: true, Nothing, NoChoice, new(Day, after));
            Assert.Empty(undone.Refusals);
            Assert.Empty(undone.Edges);
            return States(Country).SequenceEqual(States(Applied(after, undone).Units));
        }));
        Assert.True(possible > 300, $"{possible} of the changes could be done");
    }

    /// <summary>The directory after a change; new units get ids from <paramref name="first"/> on.</summary>
    static (IReadOnlyList<UnitLine> Lines, IReadOnlyList<UnitEdge> Edges, UnitOfDay[] Units) Applied(UnitOfDay[] before, UnitOutcome outcome, long first = 100)
    {
        long Real(long id) => id < 0 ? first - id - 1 : id;
        UnitState? Written(UnitState? state) => state is null ? null : state with { ParentId = state.ParentId is { } parent ? Real(parent) : null, TerritoryId = state.TerritoryId is { } ground ? Real(ground) : null };
        UnitLine[] lines = [.. outcome.Lines.Select(line => new UnitLine(Real(line.UnitId), line.Kind, line.Before, Written(line.After)))];
        var touched = lines.Select(line => line.UnitId).ToHashSet();
        return (lines, [.. outcome.Edges.Select(edge => edge with { From = Real(edge.From), To = Real(edge.To) })],
            [.. before.Where(unit => !touched.Contains(unit.Id)), .. lines.Where(line => line.After is not null).Select(line => new UnitOfDay(line.UnitId, line.Kind, line.After!, Day))]);
    }

    static IEnumerable<(long, UnitState)> States(IEnumerable<UnitOfDay> units) => units.OrderBy(unit => unit.Id).Select(unit => (unit.Id, unit.State));
}
