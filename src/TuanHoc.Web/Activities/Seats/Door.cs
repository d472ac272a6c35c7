using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>The door of an activity that takes registrations, as it stands at a moment.</summary>
/// <param name="Seats">How many can come; null where nobody counts.</param>
/// <param name="Taken">People who have a seat, or to whom one is held; more than <paramref name="Seats"/> after seats were taken back.</param>
/// <param name="Waiting">People in the line.</param>
/// <param name="ClosesAt">Until when one can register; null is until it begins.</param>
/// <param name="ClosedAt">When it was closed by hand.</param>
/// <param name="HoldHours">For how many hours a freed seat is held for who is offered it.</param>
/// <param name="Largest">The largest group that is taken at once.</param>
/// <param name="Why">Why nobody can register (<see cref="DoorWords.Closed"/>); null where one can.</param>
public sealed record Door(Guid ActivityId, int? Seats, int Taken, int Waiting, DateTimeOffset OpensAt, DateTimeOffset? ClosesAt, DateTimeOffset? ClosedAt, bool HasQueue, int HoldHours, int Largest, string? Why)
{
    /// <summary>How many seats nobody has; null where nobody counts.</summary>
    public int? Free => Seats is { } seats ? Math.Max(0, seats - Taken) : null;

    public bool IsOpen => Why is null;

    /// <summary>Whether one who comes now gets a seat at once: nobody is seated past the line.</summary>
    public bool HasSeats => IsOpen && Waiting == 0 && Free is null or > 0;

    /// <summary>"Còn 12 trong 60 chỗ", for everybody.</summary>
    public string Said =>
        Seats is not { } seats ? T["Không giới hạn chỗ; đã có {0} người đăng ký.", Taken]
        : Waiting > 0 ? T["Đã kín {0} chỗ; {1} người đang chờ theo thứ tự.", seats, Waiting]
        : Free == 0 ? HasQueue ? T["Đã kín {0} chỗ; vẫn ghi tên chờ được.", seats] : T["Đã kín {0} chỗ.", seats]
        : T["Còn {0} trong {1} chỗ.", Free, seats];
}

/// <summary>What is typed of a door by who organises.</summary>
public sealed record DoorInput(DateTimeOffset? ClosesAt, bool HasQueue, int HoldHours, int Largest)
{
    public const int DefaultHold = 24, MostHold = 168, DefaultLargest = 10, MostLargest = 100;
}

/// <summary>The states of a registration, as stored.</summary>
public static class SeatStates
{
    public const string Seated = "seated", Waiting = "waiting", Offered = "offered", Cancelled = "cancelled", Lapsed = "lapsed";

    public static string Word(string state) => state switch
    {
        Seated => T["Có chỗ"],
        Waiting => T["Đang chờ"],
        Offered => T["Được mời nhận chỗ"],
        Cancelled => T["Đã hủy"],
        _ => T["Quá hạn nhận chỗ"],
    };
}

/// <summary>A registration as its own page shows it.</summary>
/// <param name="Place">The order in which it came.</param>
/// <param name="Arrived">How many of the group came; null while nobody has said it.</param>
/// <param name="GroupsBefore">Of one that waits: how many groups stand before it in the line.</param>
/// <param name="PeopleBefore">How many people those are.</param>
public sealed record Registration(
    Guid Id, Guid ActivityId, long Place, string Name, string Contact, bool ByMail, int People, int Children, string State, DateTimeOffset? OfferedUntil, string Language, DateTimeOffset MadeAt, int? Arrived, int GroupsBefore, int PeopleBefore)
{
    public bool IsValid => State is SeatStates.Seated or SeatStates.Waiting or SeatStates.Offered;

    /// <summary>Whether a seat is held for it that it may still take.</summary>
    public bool IsOffered(DateTimeOffset now) => State == SeatStates.Offered && OfferedUntil > now;
}

/// <summary>Every refusal as a sentence that says why and what to do.</summary>
public static class DoorWords
{
    /// <summary>Why nobody can register, for each answer of why_closed.</summary>
    public static string Closed(string why, Door? door = null) => why switch
    {
        "cancelled" => T["Đơn vị tổ chức đã hủy hoạt động này, nên không nhận đăng ký nữa."],
        "past" => T["Hoạt động này đã diễn ra, nên không nhận đăng ký nữa."],
        "hidden" => T["Hoạt động này đã được gỡ khỏi cổng, nên không nhận đăng ký."],
        "ended" => T["Đơn vị tổ chức đã kết thúc trước ngày của hoạt động này, nên không nhận đăng ký. Tìm hoạt động của đơn vị tiếp nhận."],
        "closed" => T["Đơn vị tổ chức đã đóng đăng ký."],
        "late" => door?.ClosesAt is { } until ? T["Đã hết hạn đăng ký lúc {0}.", until] : T["Hoạt động đã bắt đầu, nên không nhận đăng ký nữa."],
        "early" => door is { OpensAt: var from } ? T["Nhận đăng ký từ {0}.", from] : T["Chưa đến giờ nhận đăng ký."],
        _ => T["Hoạt động này không cần đăng ký: cứ đến đúng giờ."],
    };

    /// <summary>Why a registration was not taken.</summary>
    public static string Refused(string outcome, Door? door) => outcome switch
    {
        "group" => T["Mỗi lần đăng ký nhiều nhất {0} người. Nhóm đông hơn thì hỏi đơn vị tổ chức.", door?.Largest ?? DoorInput.DefaultLargest],
        "never" => T["Nhóm của bạn đông hơn số chỗ của cả hoạt động ({0}), nên không giữ được. Ghi ít người hơn.", door?.Seats ?? 0],
        "full" => T["Đã kín chỗ, và hoạt động này không có danh sách chờ."],
        "known" or "known-mailed" => T["Liên hệ này đã đăng ký hoạt động này rồi, nên không giữ thêm chỗ. Mở liên kết riêng đã nhận lúc đăng ký để xem, đổi số người hay hủy."],
        "used" => T["Trang này đã dùng để đăng ký cho một người khác. Những gì bạn gõ còn nguyên: kiểm tra rồi bấm gửi lần nữa."],
        _ => Closed(outcome, door),
    };

    /// <summary>Why a step of who registered was not done, for each answer of registration_step.</summary>
    public static string NotDone(string outcome, Door? door) => outcome switch
    {
        "past" => T["Hoạt động đã diễn ra hoặc đã hủy, nên đăng ký không đổi được nữa."],
        "lapsed" => T["Đã quá hạn nhận chỗ, nên chỗ này được mời người sau. Bạn có thể đăng ký lại để vào cuối hàng."],
        "gone" => T["Đăng ký này không còn giữ chỗ hay chờ chỗ. Bạn có thể đăng ký lại."],
        "full" => T["Không đủ chỗ trống cho số người này: còn {0} chỗ. Chỗ bạn đang có vẫn giữ nguyên.", door?.Free ?? 0],
        "line" => T["Có người đang chờ trước, nên không thêm người vào chỗ bạn có được. Chỗ bạn đang có vẫn giữ nguyên."],
        "accept" => T["Nhận chỗ đang mời trước, rồi đổi số người."],
        "closed" => T["Đã đóng đăng ký, nên không thêm người được; bớt người hay hủy thì vẫn được."],
        _ => Refused(outcome, door),
    };
}
