using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary><c>nwchem:METHOD/BASIS</c>: ab initio by the program NWChem. Cores are frozen unless <c>full</c> is said: <c>nwchem:mp2(full)/cc-pvdz</c>.</summary>
sealed class NwchemKind : IPotentialKind
{
    public string Name => "nwchem";

    public string Usage => "nwchem:mp2/cc-pvdz";

    public IPotential Open(PotentialName name)
    {
        var what = MethodAndBasis.Of(name);
        if (!NwchemProgram.Methods.Contains(what.Method))
            throw name.Error($"'nwchem' knows {string.Join(", ", NwchemProgram.Methods)} here, not '{what.Method}'.");
        if (what is { Method: "hf", Full: true })
            throw name.Error("Hartree–Fock correlates nothing, so there is nothing that 'full' could mean.");
        return new ProgramPotential(new NwchemProgram(what));
    }
}
