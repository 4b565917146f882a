extern alias fixes;

using System.Reflection;
using System.Runtime.CompilerServices;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Kd.Generators.Tests.Mutations;

/// <summary>That the suite covers what there is: the vocabulary by right programs, the ids by wrong ones.</summary>
public class CoverageTests
{
    private static readonly string _list = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "diagnostics", "README.md"));

    private static readonly Dictionary<string, int> _mutations = MutationAttribute.All.CountBy(m => m.Id).ToDictionary();

    private static readonly HashSet<string> _fixable =
    [
        .. typeof(fixes::Kd.Generators.CodeFixes.SyntaxFix).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(CodeFixProvider)))
            .SelectMany(t => ((CodeFixProvider)Activator.CreateInstance(t)!).FixableDiagnosticIds),
    ];

    [Fact]
    public void The_suite_is_of_the_size_that_is_promised()
    {
        Assert.InRange(SuiteProgram.Names.Count, 60, int.MaxValue);
        Assert.InRange(_mutations.Values.Sum(), 120, int.MaxValue);
    }

    [Fact]
    public void Every_word_is_in_a_right_program()
    {
        var programs = string.Concat(SuiteProgram.Names.SelectMany(name => SuiteProgram.Right(name).Files));
        var words = typeof(TeacherAttribute).Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(Attribute)) && !t.IsAbstract && t != typeof(BoundsAttribute) && t != typeof(EffectAttribute))
            .Select(t => t.Name.Split('`')[0].Replace("Attribute", ""));

        Assert.DoesNotContain(words, word => !System.Text.RegularExpressions.Regex.IsMatch(programs, $@"[\[ ,]{word}[\](<,)]"));
    }

    [Fact]
    public void Every_id_is_told_of_two_mutations()
    {
        var ids = typeof(DiagnosticIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)
            .Where(id => id.StartsWith("KD", StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(ids, id => _mutations.GetValueOrDefault(id) < 2);
        Assert.DoesNotContain(_mutations.Keys, id => !ids.Contains(id));
    }

    [Fact]
    public void Every_fix_is_of_an_id_and_is_tried()
    {
        var tests = string.Concat(Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Here())!, "..", "Fixes"), "*.cs").Select(File.ReadAllText));

        Assert.All(_fixable, id => Assert.Contains($"{{|{id}:", tests));
    }

    [Fact]
    public void The_list_of_ids_says_how_many_mutations_each_has_and_whether_there_is_a_fix()
    {
        var written = File.ReadAllText(_list);
        var right = Counted(written);
        if (Environment.GetEnvironmentVariable("KD_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(_list, right);
        }
        else
        {
            Assert.Equal(right, written);
        }
    }

    // The columns of these names, wherever they are; other columns are not the suite's.
    private static string Counted(string text)
    {
        var (mutations, fix) = (-1, -1);
        return string.Join('\n', text.Split('\n').Select(line =>
        {
            var cells = line.Split('|');
            if (line.StartsWith("| id ", StringComparison.Ordinal))
            {
                (mutations, fix) = (Column(cells, "mutations"), Column(cells, "fix"));
            }
            else if (line.StartsWith("| [KD", StringComparison.Ordinal))
            {
                Write(cells, mutations, $" {_mutations.GetValueOrDefault(line[3..9])} ");
                Write(cells, fix, _fixable.Contains(line[3..9]) ? " yes " : " ");
            }

            return string.Join('|', cells);
        }));
    }

    private static int Column(string[] cells, string name) => Array.FindIndex(cells, c => c.Trim() == name);

    private static void Write(string[] cells, int column, string text)
    {
        if (column > 0)
        {
            cells[column] = text;
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
