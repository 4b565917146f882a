using System.Collections.Immutable;
using System.Globalization;
using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Analyzers;

/// <summary>Tells of declared values that a loss would refuse, or with which a training makes no sense.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ValueDescriptors.OutOfBounds, ValueDescriptors.WeighsNothing, ValueDescriptors.LateWarmUp, ValueDescriptors.LateMilestone, ValueDescriptors.BatchOfOne,
        ValueDescriptors.NoEffect);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(OnClass, SymbolKind.NamedType);
    }

    private static void OnClass(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var isStudent = type.FindKdAttribute("StudentAttribute") is not null;
        if (!isStudent && type.FindKdAttribute("TeacherAttribute") is null)
        {
            return;
        }

        var problems = new Reporter(context.ReportDiagnostic, context.Compilation, type);
        var words = Annotations.Of(type).Select(a => a.Attribute)
            .Where(a => a.AttributeClass.SelfAndBases().Any(t => t.ContainingNamespace?.Name == "Kd")).ToList();
        var effects = new EffectRules(context.ReportDiagnostic);
        effects.Untrained(type);
        foreach (var word in words.Where(w => w.ApplicationSyntaxReference is { } syntax && context.Compilation.ContainsSyntaxTree(syntax.SyntaxTree)))
        {
            Bounds(word, context);
            effects.Word(word);
        }

        var stages = new StageReader(Problems.Ignored).Read(type) ?? [];
        if (stages.Count > 0)
        {
            effects.Stages(type, stages);
        }

        var terms = words.Where(w => w.AttributeClass.DerivesFromKd("KnowledgeAttribute")).ToList();
        foreach (var stage in stages)
        {
            var epochs = stage.Epochs ?? StudentRuns.Epochs(type);
            var ofStage = terms.FindAll(stage.Has);
            if (isStudent && ofStage.Count > 0 && ofStage.TrueForAll(t => t.Named("Weight") is 0.0))
            {
                problems.Add(ValueDescriptors.WeighsNothing, type, type.Name, stage.Name is null ? "" : $" in its stage \"{stage.Name}\"");
            }

            foreach (var late in ofStage.Where(t => t.Named("WarmUpEpochs") is int warmUp && warmUp > epochs))
            {
                problems.Add(ValueDescriptors.LateWarmUp, late, late.Word(), type.Name, late.Named("WarmUpEpochs")!, epochs);
            }

            foreach (var schedule in words.Where(w => w.AttributeClass.IsKd("MultiStepAttribute") && stage.Has(w)))
            {
                Milestones(schedule, type, epochs, problems);
            }
        }

        if (type.FindKdAttribute("TrainAttribute")?.Named("BatchSize") is 1)
        {
            foreach (var relation in terms.Where(t => t.AttributeClass.DerivesFromKd("InstanceRelationAttribute")))
            {
                problems.Add(ValueDescriptors.BatchOfOne, relation, relation.Word(), type.Name);
            }
        }
    }

    private static void Milestones(AttributeData schedule, INamedTypeSymbol type, int epochs, Problems problems)
    {
        foreach (var milestone in schedule.ConstructorArguments.Where(a => a is { Kind: TypedConstantKind.Array, IsNull: false }).SelectMany(a => a.Values).Select(v => v.Value).OfType<int>())
        {
            if (milestone > epochs)
            {
                problems.Add(ValueDescriptors.LateMilestone, schedule, milestone, type.Name, epochs);
            }
        }
    }

    private static void Bounds(AttributeData word, SymbolAnalysisContext context)
    {
        foreach (var argument in word.NamedArguments)
        {
            var property = word.AttributeClass.SelfAndBases().SelectMany(t => t.GetMembers(argument.Key)).FirstOrDefault();
            if (property?.FindKdAttribute("BoundsAttribute") is not { } bounds || argument.Value is not { Kind: TypedConstantKind.Primitive, Value: IConvertible number })
            {
                continue;
            }

            var value = number.ToDouble(CultureInfo.InvariantCulture);
            var broken = Rules(bounds).Where(rule => !rule.Holds(value)).Select(rule => rule.Text).ToList();
            if (broken.Count > 0)
            {
                var place = (word.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) as AttributeSyntax)?.ArgumentList?.Arguments
                    .FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == argument.Key);
                context.ReportDiagnostic(Diagnostic.Create(
                    ValueDescriptors.OutOfBounds, place?.GetLocation(), argument.Key, word.Word(), value.ToString(CultureInfo.InvariantCulture), string.Join(" and ", Rules(bounds).Select(r => r.Text))));
            }
        }
    }

    private static IEnumerable<(string Text, Func<double, bool> Holds)> Rules(AttributeData bounds)
    {
        foreach (var argument in bounds.NamedArguments)
        {
            var limit = (double)argument.Value.Value!;
            var text = limit.ToString(CultureInfo.InvariantCulture);
            yield return argument.Key switch
            {
                "Above" => ($"above {text}", value => value > limit),
                "AtLeast" => ($"at least {text}", value => value >= limit),
                "AtMost" => ($"at most {text}", value => value <= limit),
                _ => ($"below {text}", value => value < limit),
            };
        }
    }
}
