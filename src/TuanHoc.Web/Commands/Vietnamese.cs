using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace TuanHoc.Web.Commands;

/// <summary>Help and errors of the command line in Vietnamese, which its library does not speak.</summary>
static class Vietnamese
{
    public static void Speak(RootCommand root)
    {
        foreach (var option in root.Options)
        {
            if (option is HelpOption help) (help.Description, help.Action) = ("Xem hướng dẫn này.", new Help());
            if (option is VersionOption version) version.Description = "Xem số phiên bản.";
        }
    }

    /// <summary>One line that says which words were not understood, and where the help is.</summary>
    public static string Error(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var ask = $"Xem: tuanhoc {(command is RootCommand ? "" : command.Name + " ")}--help";
        if (parsed.UnmatchedTokens.Count > 0) return $"Không hiểu: {string.Join(' ', parsed.UnmatchedTokens)}. {ask}";
        var missing = command.Arguments.Where(a => parsed.GetResult(a) is null or { Tokens.Count: 0 }).Select(a => a.Name).ToList();
        if (missing.Count > 0) return $"Thiếu {string.Join(", ", missing)}. {ask}";
        if (command is RootCommand) return $"Thiếu tên lệnh. {ask}";
        var options = parsed.Errors.Select(e => e.SymbolResult).OfType<OptionResult>().Select(o => o.Option.Name).Distinct(StringComparer.Ordinal).ToList();
        return options.Count > 0 ? $"Tùy chọn sai: {string.Join(' ', options)}. {ask}" : $"{parsed.Errors[0].Message} {ask}";
    }

    sealed class Help : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var command = parseResult.CommandResult.Command;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(command.Description);
            output.WriteLine();
            output.WriteLine($"Cách dùng: tuanhoc {Usage(command)}[tùy chọn]");
            List(output, "Lệnh", command.Subcommands.Select(c => (c.Name, c.Description)));
            List(output, "Tham số", command.Arguments.Select(a => (a.Name, a.Description)));
            List(output, "Tùy chọn", command.Options.Concat(command is RootCommand ? [] : parseResult.RootCommandResult.Command.Options.OfType<HelpOption>()).Select(o => (Written(o), o.Description)));
            return 0;
        }

        static string Usage(Command command) => command is RootCommand ? "[lệnh] " : string.Concat(command.Arguments.Select(a => a.Name).Prepend(command.Name).Select(w => w + " "));

        static string Written(Option option) => string.Join(", ", option.Aliases.Prepend(option.Name)) + (option.HelpName is { } value ? " " + value : "");

        static void List(TextWriter output, string heading, IEnumerable<(string Name, string? What)> lines)
        {
            var all = lines.ToList();
            if (all.Count == 0) return;
            var width = all.Max(l => l.Name.Length);
            output.WriteLine();
            output.WriteLine(heading + ":");
            foreach (var (name, what) in all) output.WriteLine($"  {name.PadRight(width)}  {what}");
        }
    }
}
