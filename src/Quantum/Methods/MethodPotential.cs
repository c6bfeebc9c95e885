using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>A method in a basis as a potential: energies in eV, forces in eV/Å, of molecules.</summary>
sealed class MethodPotential(string name, IMethod method, BasisSet basis, MethodSettings settings) : IPotential, IDescribed
{
    public string Name => name;

    public double? Cutoff => null;

    public string Card
    {
        get
        {
            Element[] elements = [.. basis.Elements];
            var forces = method.HasGradient
                ? "analytic"
                : "the field's are analytic, the rest differences: two energies for each way in which the molecule can change its shape";
            return $"""
                {Name}
                  method      {method.Name}: {method.Says}
                  basis       {basis.Name}
                  elements    {elements.Length}, from {elements[0]} to {elements[^1]}
                  gives       energy and forces of molecules; charge and multiplicity as the structure says
                  forces      {forces}
                """;
        }
    }

    public bool Covers(Element element) => basis.Elements.Contains(element);

    public IEvaluator Open(EvaluatorOptions options) => new MethodEvaluator(name, method, basis, settings, options);
}
