using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Mutations;

/// <summary>A right program of the suite, or what one change made of it.</summary>
/// <param name="Files">Its texts: its own, and those of the common ones that it needs.</param>
internal sealed partial record SuiteProgram(IReadOnlyList<string> Files)
{
    private static readonly string _folder = Path.Combine(Path.GetDirectoryName(Here())!, "Programs");

    private static readonly string _usings = Common("Usings"), _data = Common("Data"), _teacher = Common("Large");

    /// <summary>The names of all right programs. One of several files has their common beginning.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(_folder, "*.cs").Select(file => Path.GetFileName(file).Split('.')[0]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A right program.</summary>
    public static SuiteProgram Right(string name)
    {
        var own = Directory.GetFiles(_folder, name + ".*cs").Order(StringComparer.Ordinal).Select(Read).ToList();
        Assert.NotEmpty(own);
        List<string> files = [.. own, _usings];
        if (!own.Exists(text => text.Contains("[DistillationData]")))
        {
            files.Add(_data);
        }

        if (own.Exists(text => text.Contains("Large")) && !own.Exists(text => text.Contains("class Large")))
        {
            files.Add(_teacher);
        }

        return new(files);
    }

    /// <summary>The program with one change.</summary>
    /// <param name="old">What is changed; it is there once.</param>
    /// <param name="new">What it is changed to.</param>
    public SuiteProgram Change(string old, string @new)
    {
        Assert.True(Files.Sum(text => Regex.Count(text, Regex.Escape(old))) == 1, $"'{old}' is not there exactly once.");
        return new([.. Files.Select(text => text.Replace(old, @new))]);
    }

    /// <summary>The program as the compiler sees it, with what is generated for it.</summary>
    public Compilation Complete() => GeneratorHarness.Complete(Compilations.Of([.. Files]));

    /// <summary>A text within a context that is there once, marked in it: <c>class {|Small|} :</c>.</summary>
    public Place Locate(string marked)
    {
        var (before, text, after) = Mark().Match(marked) is { Success: true } m ? (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value) : ("", marked, "");
        var context = before + text + after;
        var found = Files.SelectMany((file, i) => Regex.Matches(file, Regex.Escape(context)).Select(match => new Place(i, match.Index + before.Length, text))).ToList();
        Assert.True(found.Count == 1, $"'{context}' is there {found.Count} times, not once.");
        return found[0];
    }

    /// <summary>Where a diagnostic is.</summary>
    public Place Locate(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree!;
        var index = Files.ToList().IndexOf(tree.ToString());
        Assert.True(index >= 0, $"{diagnostic} is in a file that was not written by the user.");
        return new(index, diagnostic.Location.SourceSpan.Start, Files[index].Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    private static string Common(string name) => Read(Path.Combine(_folder, "Common", name + ".cs"));

    private static string Read(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^(.*?)\{\|(.*?)\|\}(.*)$", RegexOptions.Singleline)]
    private static partial Regex Mark();
}

/// <summary>A text of a program.</summary>
/// <param name="File">The number of its file.</param>
/// <param name="Begin">Where it begins in it.</param>
/// <param name="Text">The text.</param>
internal sealed record Place(int File, int Begin, string Text);
