using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary><c>hf</c>: restricted for singlets, unrestricted for the rest.</summary>
internal sealed class HartreeFockFamily : IMethodFamily
{
    public string Name => "hf";

    public string Usage => "hf/6-31g*";

    public IMethod Open(MethodName name, PotentialArguments options) => new Method();

    sealed class Method : IMethod
    {
        public string Name => "Hartree–Fock";

        public string Says => "one determinant: restricted for singlets, unrestricted for the rest";

        public bool HasGradient => true;

        public double Bytes(MethodTask task) => MoleculeSize.Of(task).FieldBytes;

        public MethodResult Solve(MethodTask task)
        {
            var field = HartreeFock.Solve(task.Structure, task.Basis, null, task.Team, task.Gradient);
            return new() { Energy = field.Energy, Gradient = field.Gradient, Field = field, HasDensity = true };
        }
    }
}
