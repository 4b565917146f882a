using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Analyzers;

/// <summary>Reports problems as diagnostics.</summary>
/// <param name="report">Takes them.</param>
/// <param name="compilation">The project that is analyzed.</param>
/// <param name="reader">The class that is read: the place of what is wrong with an attribute that it inherits from another project.</param>
internal sealed class Reporter(Action<Diagnostic> report, Compilation compilation, ISymbol? reader = null) : Problems
{
    public override void Add(DiagnosticDescriptor descriptor, ISymbol at, params object[] arguments) =>
        report(Diagnostic.Create(descriptor, at.Locations.FirstOrDefault(), arguments));

    public override void Add(DiagnosticDescriptor descriptor, AttributeData at, params object[] arguments) =>
        report(Diagnostic.Create(descriptor, LocationOf(at), arguments));

    public override void AddUnknown(DiagnosticDescriptor descriptor, AttributeData at, string found, string? nearest, params object[] arguments) =>
        report(Diagnostic.Create(
            descriptor,
            LocationOf(at),
            ImmutableDictionary<string, string?>.Empty.Add(DiagnosticIds.FoundProperty, found).Add(DiagnosticIds.NearestProperty, nearest),
            arguments));

    // In an IDE a referenced project's attributes have syntax too, but nothing can be reported there.
    private Location? LocationOf(AttributeData at) =>
        at.ApplicationSyntaxReference is { } syntax && compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            ? syntax.GetSyntax().GetLocation()
            : reader?.Locations.FirstOrDefault();
}
