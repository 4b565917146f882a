using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.Analyzers;

/// <summary>Which of the settings that a class declares change nothing.</summary>
/// <param name="report">Hears of them.</param>
internal sealed class EffectRules(Action<Diagnostic> report)
{
    /// <summary>Looks for settings that need another value of the same word, by its <c>[Effect]</c>s.</summary>
    public void Word(AttributeData word)
    {
        foreach (var argument in word.NamedArguments)
        {
            var property = word.AttributeClass.SelfAndBases().SelectMany(t => t.GetMembers(argument.Key)).FirstOrDefault();
            if (property?.FindKdAttribute("EffectAttribute") is { } effect && effect.ConstructorArguments is [{ Value: string other }] && !Holds(effect, word, other))
            {
                var isRequired = effect.NamedArguments.Any(a => a.Key == "Is");
                var value = effect.NamedArguments.First(a => a.Key is "Is" or "IsNot").Value;
                Report(word, argument.Key, $"it needs {other} to be {(isRequired ? "" : "other than ")}{AttributeText.Constant(value, qualified: false)}");
            }
        }
    }

    /// <summary>Looks for words about the training of a model that is not trained.</summary>
    public void Untrained(INamedTypeSymbol type)
    {
        if (type.FindKdAttribute("StudentAttribute") is null && type.FindKdAttribute("TeacherAttribute")?.Named("Weights") is string)
        {
            foreach (var word in type.GetAttributes().Where(IsOfTraining))
            {
                // A suggestion alone: who trains the teacher again one day may keep its words.
                Report(word, null, $"the weights of {type.Name} are given, and it is not trained", DiagnosticSeverity.Info);
            }
        }
    }

    /// <summary>Looks for epochs that no stage has, and for patience with a training that is over before.</summary>
    /// <param name="type">The model.</param>
    /// <param name="stages">Its stages.</param>
    public void Stages(INamedTypeSymbol type, IReadOnlyList<StageSymbol> stages)
    {
        if (type.FindKdAttribute("TrainAttribute") is { } train && train.Named("Epochs") is int && stages.All(s => s.Epochs is not null))
        {
            Report(train, "Epochs", "each [Stage] has epochs of its own");
        }

        foreach (var stopping in type.GetAttributes().Where(a => a.AttributeClass.IsKd("EarlyStoppingAttribute")))
        {
            var longest = stages.Where(s => s.Has(stopping)).Select(s => s.Epochs ?? StudentRuns.Epochs(type)).DefaultIfEmpty(int.MaxValue).Max();
            if (stopping.Named("Patience") is int patience && patience >= longest)
            {
                Report(stopping, "Patience", $"the training is over after {longest} epochs");
            }
        }
    }

    private static bool IsOfTraining(AttributeData word) =>
        word.AttributeClass.DerivesFromKd("OptimizerAttribute") || word.AttributeClass.DerivesFromKd("ScheduleAttribute") || word.AttributeClass.IsKd("EarlyStoppingAttribute");

    private static bool Holds(AttributeData effect, AttributeData word, string other)
    {
        var given = word.NamedArguments.Where(a => a.Key == other).Select(a => (TypedConstant?)a.Value).FirstOrDefault();
        if (given is null)
        {
            return effect.Named("ByDefault") is true;
        }

        return effect.NamedArguments.All(rule => rule.Key switch
        {
            "Is" => Equals(given.Value.Value, rule.Value.Value),
            "IsNot" => !Equals(given.Value.Value, rule.Value.Value),
            _ => true,
        });
    }

    // Of what a class inherits from another project there is no place to point at.
    private void Report(AttributeData word, string? property, string reason, DiagnosticSeverity severity = DiagnosticSeverity.Warning)
    {
        if (word.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax)
        {
            var setting = syntax.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == property);
            report(Diagnostic.Create(
                ValueDescriptors.NoEffect, (setting ?? (SyntaxNode)syntax).GetLocation(), severity, null, null, property ?? "All", word.Word(), reason));
        }
    }
}
