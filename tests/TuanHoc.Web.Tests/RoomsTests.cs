using System.Reflection;
using System.Reflection.Emit;

namespace TuanHoc.Web.Tests;

/// <summary>The rule of direction (ARCHITECTURE.md), read from the compiled program: what members and the bodies of methods name.</summary>
public sealed class RoomsTests
{
    const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    static readonly string[] Line = ["Units", "Accounts", "People", "Access", "Forms", "Editions", "Plans", "Tasks", "Activities", "Materials", "Reports", "Messages", "Boards", "Portal", "Audit", "Api"];
    static readonly string[] Below = ["Kit", "Data", "Platform"];

    // The database context is made of the people's table: Identity asks for its type.
    static readonly HashSet<(string From, string To)> Known = [("Data", "Accounts")];

    [Fact]
    public void Arrows_between_rooms_point_one_way()
    {
        var uses = (from type in typeof(Program).Assembly.GetTypes()
                    let room = RoomOf(type)
                    where room is not null
                    from named in Named(type).Select(RoomOf).OfType<string>()
                    where named != room
                    select (From: room, To: named, By: type.FullName)).Distinct().ToList();

        Assert.All(Line, room => Assert.True(typeof(Program).Assembly.GetTypes().Count(t => RoomOf(t) == room) > 1, $"{room} was found"));
        Assert.True(uses.Count > 30, "uses were found");
        var wrong = uses.Where(u => IsWrong(u.From, u.To) && !Known.Contains((u.From, u.To))).Select(u => $"{u.By} uses {u.To}").Order(StringComparer.Ordinal).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Core_uses_the_base_library_alone() =>
        Assert.All(typeof(TuanHoc.Units.UnitTree).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    static bool IsWrong(string from, string to) => Below.Contains(from) ? Line.Contains(to) : Array.IndexOf(Line, to) > Array.IndexOf(Line, from);

    static IEnumerable<Type> Named(Type type) => type.GetMembers(All).SelectMany(member => member switch
    {
        FieldInfo field => Parts(field.FieldType),
        MethodBase method => [.. method.GetParameters().SelectMany(p => Parts(p.ParameterType)), .. method is MethodInfo m ? Parts(m.ReturnType) : [], .. InBody(method)],
        _ => [],
    });

    static IEnumerable<Type> Parts(Type type) => type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(Parts)] : [type];

    static IEnumerable<Type> InBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code) yield break;
        foreach (var local in body.LocalVariables.SelectMany(l => Parts(l.LocalType))) yield return local;
        for (var at = 0; at < code.Length;)
        {
            var instruction = code[at] == 0xFE ? Instructions[(short)(0xFE00 | code[at + 1])] : Instructions[code[at]];
            at += instruction.Size;
            // What calls, makes or reads something is followed by that member's token.
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField && Member(method, BitConverter.ToInt32(code, at)) is { DeclaringType: { } declaring }) yield return declaring;
            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    static readonly Dictionary<short, OpCode> Instructions = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    static MemberInfo? Member(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMember(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException)
        {
            return null;
        }
    }

    static string? RoomOf(Type type) =>
        type.Namespace is { } space && space.StartsWith("TuanHoc.Web.", StringComparison.Ordinal) && space.Split('.')[2] is var room && (Line.Contains(room) || Below.Contains(room)) ? room : null;
}
