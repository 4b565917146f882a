using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Mutations;

/// <summary>Right programs, that use the whole vocabulary: nothing is said of them, and what is generated compiles without a warning.</summary>
public class RightProgramTests
{
    /// <summary>The names of all right programs.</summary>
    public static TheoryData<string> Names => [.. SuiteProgram.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_said_of_it(string name)
    {
        var right = SuiteProgram.Right(name);
        var program = right.Complete();
        var diagnostics = (await AnalyzerHarness.Diagnose(program, Suite.Analyzers)).Concat(program.GetDiagnostics());

        Assert.DoesNotContain(diagnostics, d => d.Severity > DiagnosticSeverity.Info);
        Assert.Equal(name != "NothingOfKd", program.SyntaxTrees.Count() > right.Files.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_generated_is_cached_and_the_same_each_time(string name) => GeneratorHarness.RunAny([.. SuiteProgram.Right(name).Files]);
}
