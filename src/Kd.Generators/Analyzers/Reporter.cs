using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Analyzers;

/// <summary>Reports problems as diagnostics.</summary>
internal sealed class Reporter(Action<Diagnostic> report) : Problems
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

    private static Location? LocationOf(AttributeData at) => at.ApplicationSyntaxReference?.GetSyntax().GetLocation();
}
