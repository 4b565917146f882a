using System.Reflection;
using Xunit.Sdk;

namespace Kd.Generators.Tests.Mutations;

/// <summary>A wrong program: one change to a right one, and what is said of it.</summary>
/// <param name="id">The id of the diagnostic.</param>
/// <param name="program">The right program.</param>
/// <param name="old">What is changed in it.</param>
/// <param name="new">What it is changed to.</param>
/// <param name="places">
/// Where the diagnostic stands: the text under the squiggle, between <c>{|</c> and <c>|}</c> in a context that is there once, or
/// alone if it is there once itself. Several places are several diagnostics.
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class MutationAttribute(string id, string program, string old, string @new, params string[] places) : DataAttribute
{
    /// <summary>The id of the diagnostic.</summary>
    public string Id { get; } = id;

    /// <summary>All mutations of the suite.</summary>
    public static IEnumerable<MutationAttribute> All =>
        typeof(MutationAttribute).Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetCustomAttributes<MutationAttribute>());

    /// <summary>The wrong program.</summary>
    internal SuiteProgram Wrong => SuiteProgram.Right(program).Change(old, @new);

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Id, program, old, @new, places]];
}
