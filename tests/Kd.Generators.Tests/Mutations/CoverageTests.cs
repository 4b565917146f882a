using System.Reflection;
using System.Runtime.CompilerServices;
using Kd.Generators.Diagnostics;

namespace Kd.Generators.Tests.Mutations;

/// <summary>That the suite covers what there is: the vocabulary by right programs, the ids by wrong ones.</summary>
public class CoverageTests
{
    private static readonly string _list = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "diagnostics", "README.md"));

    private static readonly Dictionary<string, int> _mutations = MutationAttribute.All.CountBy(m => m.Id).ToDictionary();

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
    public void The_list_of_ids_says_how_many_mutations_each_has()
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

    // The column of that name, wherever it is; other columns are not the suite's.
    private static string Counted(string text)
    {
        var column = -1;
        return string.Join('\n', text.Split('\n').Select(line =>
        {
            var cells = line.Split('|');
            column = line.StartsWith("| id ", StringComparison.Ordinal) ? Array.FindIndex(cells, c => c.Trim() == "mutations") : column;
            if (column > 0 && line.StartsWith("| [KD", StringComparison.Ordinal))
            {
                cells[column] = $" {_mutations.GetValueOrDefault(line[3..9])} ";
            }

            return string.Join('|', cells);
        }));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
