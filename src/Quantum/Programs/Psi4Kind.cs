using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary><c>psi4:METHOD/BASIS</c>: ab initio by the program Psi4. Cores are frozen unless <c>full</c> is said: <c>psi4:mp2(full)/cc-pvdz</c>, <c>psi4:ccsd(t,full)/cc-pvdz</c>.</summary>
sealed class Psi4Kind : IPotentialKind
{
    public string Name => "psi4";

    public string Usage => "psi4:ccsd(t)/cc-pvdz";

    public IPotential Open(PotentialName name)
    {
        var what = MethodAndBasis.Of(name);
        return new ProgramPotential(new Psi4Program(what.Method, what.Basis, what.Full));
    }
}
