using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary><c>METHOD/BASIS</c> or <c>METHOD/BASIS:OPTIONS</c> for the methods of a family: "ccsd(t)/cc-pvdz", "hf/6-31g*". Charge and multiplicity are those of each structure.</summary>
sealed class MethodKind(IMethodFamily family) : IPotentialKind
{
    public string Name => family.Name;

    public string Usage => family.Usage;

    public IEnumerable<string> Words => family.Words;

    public bool Claims(PotentialName name) => family.Words.Contains(MethodName.WordOf(name), StringComparer.OrdinalIgnoreCase);

    public IPotential Open(PotentialName name)
    {
        var method = new MethodName(name);
        var options = new PotentialArguments(name);
        var solver = WithDispersion.Of(method, family.Open(method, options));
        method.Finish();
        var basis = NamedBasis.Of(name, method, options, Usage);
        var settings = MethodSettings.Of(options);
        options.Finish();
        return new MethodPotential(name.Title, solver, basis, settings);
    }
}
