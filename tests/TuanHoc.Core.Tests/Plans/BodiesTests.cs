using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans;

public sealed class BodiesTests
{
    [Theory]
    [InlineData("UBND các xã, phường", IssuerLevel.Province, "xa+phuong", null)]
    [InlineData("Ủy ban nhân dân các xã, phường, đặc khu", IssuerLevel.Province, "xa+phuong+dac-khu", null)]
    [InlineData("Uỷ ban nhân dân các phường và xã", IssuerLevel.Province, "phuong+xa", null)]
    [InlineData("UBND 15 phường", IssuerLevel.District, "phuong", 15)]
    [InlineData("Chủ tịch UBND 10 phường", IssuerLevel.District, "phuong", 10)]
    [InlineData("UBND các huyện, thị xã, thành phố (để thực hiện)", IssuerLevel.Province, "huyen+thi-xa+thanh-pho", null)]
    [InlineData("UBND các tỉnh, thành phố trực thuộc Trung ương", IssuerLevel.Ministry, "province", null)]
    [InlineData("UBND các xã, thị trấn", IssuerLevel.District, "xa+thi-tran", null)]
    [InlineData("Các sở, ban, ngành", IssuerLevel.Province, "agency", null)]
    [InlineData("Các sở, ban, ngành, đoàn thể tỉnh", IssuerLevel.Province, "agency+association", null)]
    [InlineData("các cơ quan, ban, ngành", IssuerLevel.Province, "agency", null)]
    [InlineData("Các phòng, ban thuộc huyện", IssuerLevel.District, "agency", null)]
    [InlineData("Các trường THPT", IssuerLevel.Province, "school:upper-secondary", null)]
    [InlineData("các trường mầm non, tiểu học, THCS", IssuerLevel.Commune, "school:preschool+school:primary+school:lower-secondary", null)]
    [InlineData("Hiệu trưởng các trường MN, TH, THCS; THPT", IssuerLevel.District, "school:preschool+school:primary+school:lower-secondary+school:upper-secondary", null)]
    [InlineData("Các trường trên địa bàn", IssuerLevel.Commune, "school", null)]
    [InlineData("Các trường học, TTHTCĐ phường", IssuerLevel.Commune, "school+clc", null)]
    [InlineData("các trung tâm học tập cộng đồng", IssuerLevel.Commune, "clc", null)]
    [InlineData("Các đơn vị trực thuộc Sở", IssuerLevel.Province, "below", null)]
    [InlineData("các tổ chức chính trị - xã hội quận", IssuerLevel.District, "association", null)]
    [InlineData("Các thôn, tổ dân phố", IssuerLevel.Commune, "neighbourhood", null)]
    [InlineData("Các sở GDĐT", IssuerLevel.Ministry, "name:so-giao-duc-dao-tao", null)]
    [InlineData("Phòng GD&ĐT các huyện, thành phố", IssuerLevel.Province, "name:phong-giao-duc-dao-tao", null)]
    [InlineData("Hội Khuyến học các xã, phường", IssuerLevel.Province, "name:hoi-khuyen-hoc", null)]
    public void A_group_is_read_as_plans_name_it(string name, IssuerLevel level, string group, int? count)
    {
        var read = BodyNames.Read(name, level);
        Assert.Equal((group, count), (read.Whole.Group?.ToString(), read.Whole.Count));
        Assert.Null(read.Whole.Doubt);
        Assert.Single(read.Parts);
    }

    [Theory]
    [InlineData("Sở Giáo dục và Đào tạo")]
    [InlineData("Sở Văn hóa, Thể thao và Du lịch")]
    [InlineData("Hội Khuyến học tỉnh")]
    [InlineData("UBND phường Đức Nhuận")]
    [InlineData("UBND tỉnh")]
    [InlineData("Phòng Tài chính - Kế hoạch")]
    [InlineData("Trường THPT Tân Phong")]
    [InlineData("Trung tâm học tập cộng đồng")]
    [InlineData("Các xã vùng cao, biên giới")]
    public void One_body_is_no_group(string name)
    {
        var read = BodyNames.Read(name, IssuerLevel.Province);
        Assert.Null(read.Whole.Group);
        Assert.False(read.IsText);
    }

    [Fact]
    public void Bodies_named_in_one_breath_are_parted()
    {
        Assert.Equal(["Hội Khuyến học tỉnh", "UBND các xã, phường", "Báo tỉnh"], BodyNames.Read("Hội Khuyến học tỉnh, UBND các xã, phường; Báo tỉnh", IssuerLevel.Province).Parts.Select(p => p.Name));
        Assert.Equal(["UBMTTQVN tỉnh", "Hội Khuyến học tỉnh"], BodyNames.Read("UBMTTQVN tỉnh, Hội Khuyến học tỉnh", IssuerLevel.Province).Parts.Select(p => p.Name));
        var read = BodyNames.Read("Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội phường", IssuerLevel.Commune);
        Assert.Equal([null, "association"], read.Parts.Select(p => p.Group?.ToString()));
    }

    [Theory]
    [InlineData("Lưu: VT, VX4")]
    [InlineData("Như trên")]
    [InlineData("TT/QU (BT, PBT/TT)")]
    [InlineData("CT, các PCT UBND tỉnh")]
    [InlineData("TT Tỉnh ủy, TT HĐND tỉnh (b/c)")]
    [InlineData("Chủ tịch, các PCT UBND tỉnh")]
    [InlineData("V, C, CB")]
    public void Persons_and_files_are_no_unit(string line) => Assert.True(BodyNames.Read(line, IssuerLevel.Province).IsText);

    [Theory]
    [InlineData("Đề nghị Hội Khuyến học tỉnh", true, "Hội Khuyến học tỉnh")]
    [InlineData("Kính đề nghị Hội Khuyến học tỉnh", true, "Hội Khuyến học tỉnh")]
    [InlineData("Giao Sở Nội vụ", false, "Sở Nội vụ")]
    public void What_is_asked_is_not_ordered(string name, bool isAsked, string rest) =>
        Assert.Equal((isAsked, rest), (BodyNames.Read(name, IssuerLevel.Province).IsAsked, BodyNames.Read(name, IssuerLevel.Province).Whole.Name));

    [Fact]
    public void Vague_words_are_doubted_and_have_alternatives()
    {
        var read = BodyNames.Read("Các cơ quan, đơn vị thuộc quận", IssuerLevel.District);
        Assert.Equal("organ", read.Whole.Group!.ToString());
        Assert.NotNull(read.Whole.Doubt);
        Assert.NotEmpty(read.Whole.Others);
    }

    [Theory]
    [InlineData("Sở GD&ĐT", "Sở Giáo dục và Đào tạo")]
    [InlineData("Sở VHTTDL", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH")]
    [InlineData("Phòng VH-TT", "Phòng Văn hóa và Thông tin")]
    [InlineData("UBMTTQVN tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")]
    [InlineData("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội")]
    [InlineData("TT GDNN-GDTX", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên")]
    public void Abbreviations_are_the_same_name(string brief, string full) => Assert.Equal(BodyKey.Of(full), BodyKey.Of(brief));

    [Fact]
    public void A_body_is_looked_for_by_its_place()
    {
        BodyPlace[] line = [new(5, "xa nam ban", "nam ban"), new(2, "tinh lai chau", "lai chau"), new(1, "viet nam", "viet nam")];
        Assert.Contains(new BodyCandidate("hoi khuyen hoc tinh lai chau", 2, 5), BodySearch.Of("Hội Khuyến học tỉnh", line));
        Assert.DoesNotContain(BodySearch.Of("Hội Khuyến học tỉnh", line), c => c.PlaceId == 5);
        Assert.Equal("tinh lai chau", BodySearch.Of("UBND tỉnh", line).MinBy(c => c.Rank).Key);
        Assert.Contains(BodySearch.Of("UBND phường Đức Nhuận", line), c => c.Key == "phuong duc nhuan");
    }

    [Theory]
    [InlineData("Xây dựng kế hoạch và lịch khai mạc gửi về Sở trước ngày 20/9", TaskOutput.Plan)]
    [InlineData("Gửi lịch tổ chức lễ khai mạc về Phòng", TaskOutput.Schedule)]
    [InlineData("Tổ chức Lễ khai mạc tại trung tâm", TaskOutput.Ceremony)]
    [InlineData("Báo cáo kết quả về Ủy ban nhân dân tỉnh", TaskOutput.Report)]
    [InlineData("Đưa tin, bài về các hoạt động của Tuần lễ", TaskOutput.News)]
    [InlineData("Bố trí kinh phí cho Lễ phát động", TaskOutput.Money)]
    [InlineData("Kiểm tra việc thực hiện ở cơ sở", TaskOutput.Inspection)]
    [InlineData("Ban hành văn bản chỉ đạo các trường", TaskOutput.Document)]
    [InlineData("Phối hợp chặt chẽ với các bên", null)]
    public void What_a_task_leaves_to_hold_is_known_by_its_words(string text, TaskOutput? output) => Assert.Equal(output, TaskOutputs.Of(text));

    static readonly Gen<UnitGroup> Groups = from terms in Gen.Elements("xa", "phuong", "dac-khu", "commune", "school", "school:primary", "agency", "below", "organ", "unit:7", "name:so-giao-duc").NonEmptyListOf() select UnitGroup.Of(terms);

    [Fact]
    public void A_group_is_read_back_as_it_was_kept() => Prop.ForAll(Groups.ToArbitrary(), group => group.Equals(UnitGroup.Parse(group.ToString())) && group.Words != "").QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("xa+")]
    [InlineData("'; drop table unit")]
    [InlineData("unit:0")]
    public void What_is_no_group_is_none(string text) => Assert.Null(UnitGroup.Parse(text));

    static readonly Gen<string> Lists = from types in Gen.Elements("xã", "phường", "đặc khu").NonEmptyListOf()
                                        from head in Gen.Elements("UBND các ", "Ủy ban nhân dân các ", "Chủ tịch UBND các ", "các ")
                                        from tail in Gen.Elements("", ";", " (để thực hiện);", " trên địa bàn tỉnh")
                                        select head + string.Join(", ", types) + tail;

    [Fact]
    public void Whatever_types_are_listed_each_is_in_the_group() => Prop.ForAll(Lists.ToArbitrary(), name =>
        BodyNames.Read(name, IssuerLevel.Province).Whole.Group is { } group && name.Contains("xã", StringComparison.Ordinal) == group.Terms.Contains("xa")
        && name.Contains("phường", StringComparison.Ordinal) == group.Terms.Contains("phuong") && name.Contains("đặc khu", StringComparison.Ordinal) == group.Terms.Contains("dac-khu")).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a; b")]
    public void Words_too_short_to_name_a_body_are_one_part(string name) => Assert.Equal(BodyNames.Read(name, IssuerLevel.Province).Whole, Assert.Single(BodyNames.Read(name, IssuerLevel.Province).Parts));

    [Fact]
    public void Any_words_are_read_without_an_exception() => Prop.ForAll<string?>(words => BodyNames.Read(words ?? "", IssuerLevel.Province).Parts.Count > 0).QuickCheckThrowOnFailure();
}
