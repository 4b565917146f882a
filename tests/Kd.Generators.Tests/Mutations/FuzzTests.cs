using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Abstractions;

namespace Kd.Generators.Tests.Mutations;

/// <summary>
/// The generator and the analyzers meet half-written code at every key stroke: prefixes of right programs, and such with tokens
/// lost, doubled, swapped or replaced. <c>KD_FUZZ_INPUTS</c> says how many; 1000 unless it does.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    // Far more than any input takes, even on a busy machine: what takes longer hangs.
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly int _inputs = int.TryParse(Environment.GetEnvironmentVariable("KD_FUZZ_INPUTS"), out var inputs) ? inputs : 1000;

    [Fact]
    public async Task No_broken_program_is_too_much()
    {
        var slowest = new List<(TimeSpan Time, string Name, int Number)>();
        var sound = 0;
        await Parallel.ForEachAsync(SuiteProgram.Names.Index(), async (program, _) =>
        {
            var edited = new EditedProgram(program.Item, seed: program.Index);
            for (var number = program.Index; number < _inputs; number += SuiteProgram.Names.Count)
            {
                var begin = Stopwatch.GetTimestamp();
                var isSound = await edited.Survives();
                lock (slowest)
                {
                    slowest.Add((Stopwatch.GetElapsedTime(begin), program.Item, number));
                    sound += isSound ? 1 : 0;
                }
            }

            edited.AssertRightAgain();
        });

        slowest.Sort();
        output.WriteLine(
            $"{slowest.Count} inputs, {sound} of them without an error; median {slowest[slowest.Count / 2].Time.TotalMilliseconds:0} ms, slowest {slowest[^1].Time.TotalMilliseconds:0} ms ({slowest[^1].Name})");
        Assert.Equal(_inputs, slowest.Count);
        Assert.True(slowest[^1].Time < _bound, $"{slowest[^1]} took too long.");

        // Some breaks are none, or the test would meet nothing but what cannot be parsed.
        Assert.InRange(sound, _inputs / 100, _inputs / 2);
    }

    /// <summary>A right program that is edited again and again, with one driver, as an editor does.</summary>
    private sealed class EditedProgram
    {
        private readonly CSharpCompilation _right;
        private readonly string[] _tokens;
        private readonly string[] _generated;
        private readonly Random _random;
        private GeneratorDriver _driver;

        public EditedProgram(string name, int seed)
        {
            _random = new(seed);
            _right = Compilations.Of([.. SuiteProgram.Right(name).Files]);
            _tokens = [.. SyntaxFactory.ParseTokens(_right.SyntaxTrees[0].ToString()).Select(t => t.ToFullString())];
            _driver = CSharpGeneratorDriver.Create([new DistillationGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions).RunGenerators(_right);
            _generated = Generated();
        }

        /// <summary>
        /// Breaks the program, and asserts that nothing throws, and that what compiler and analyzers find no error in, they find none
        /// in with what is generated for it.
        /// </summary>
        /// <returns>Whether there was no error.</returns>
        public async Task<bool> Survives()
        {
            var text = Break();
            var old = _right.SyntaxTrees[0];
            var broken = _right.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, Compilations.ParseOptions, old.FilePath));
            _driver = _driver.RunGeneratorsAndUpdateCompilation(broken, out var complete, out var problems);
            Assert.True(problems.IsEmpty, $"{string.Join("\n", problems)}\n{text}");

            var thrown = new List<Exception>();
            var options = new CompilationWithAnalyzersOptions(
                new([]), (exception, _, _) => { lock (thrown) { thrown.Add(exception); } }, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            var told = await complete.WithAnalyzers([.. Suite.Analyzers], options).GetAnalyzerDiagnosticsAsync();
            Assert.True(thrown.Count == 0, $"{string.Join("\n", thrown)}\n{text}");

            if (told.Any(d => d.Severity == DiagnosticSeverity.Error) || complete.SyntaxTrees.Any(t => t.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)))
            {
                return false;
            }

            var errors = complete.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            Assert.True(errors.Count == 0 || broken.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error), $"{string.Join("\n", errors)}\n{text}");
            return errors.Count == 0;
        }

        /// <summary>Asserts that the driver has kept nothing wrong.</summary>
        public void AssertRightAgain()
        {
            _driver = _driver.RunGenerators(_right);
            Assert.Equal(_generated, Generated());
        }

        private string[] Generated() => [.. _driver.GetRunResult().GeneratedTrees.Select(t => t.ToString())];

        private string Break()
        {
            var tokens = _tokens.ToList();
            var at = _random.Next(tokens.Count - 1);
            switch (_random.Next(8))
            {
                case 0:
                    return string.Concat(tokens.Take(at));
                case 1:
                    var text = string.Concat(tokens);
                    return text[.._random.Next(text.Length)];
                case 2:
                    tokens.RemoveRange(at, Math.Min(_random.Next(1, 4), tokens.Count - at));
                    break;
                case 3:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 4:
                    (tokens[at], tokens[at + 1]) = (tokens[at + 1], tokens[at]);
                    break;
                case 5:
                    tokens[at] = tokens[_random.Next(tokens.Count)];
                    break;
                case 6:
                    tokens.InsertRange(at, tokens.Skip(_random.Next(tokens.Count)).Take(_random.Next(1, 20)).ToList());
                    break;
                default:
                    tokens = [.. tokens.Where(_ => _random.NextDouble() > 0.01)];
                    break;
            }

            return string.Concat(tokens);
        }
    }
}
