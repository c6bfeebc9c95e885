namespace Athanor.Quantum;

/// <summary>
/// A method of quantum chemistry apart from a basis set: <c>ccsd(t,full)</c>. Immutable and free of scratch memory. It works in atomic units; <see cref="MethodPotential"/> makes a potential of it.
/// </summary>
internal interface IMethod
{
    /// <summary>In its usual spelling, for sentences: "CCSD(T)".</summary>
    string Name { get; }

    /// <summary>What it is, whom it is by, what it is for: some half a line for the card.</summary>
    string Says { get; }

    /// <summary>
    /// Whether <see cref="Solve"/> fills <see cref="MethodResult.Gradient"/>. Where it cannot, gradients are those of its field (<see cref="MethodResult.Field"/>, asked for with a gradient where one is wanted) and
    /// differences of what it adds to the field's energy.
    /// </summary>
    bool HasGradient { get; }

    /// <summary>Whether the field is to be tested for stability before the energy is believed.</summary>
    bool TestsField => true;

    /// <summary>Bytes at the peak of one run, estimated from sizes alone.</summary>
    double Bytes(MethodTask task);

    /// <summary>Finds the energy.</summary>
    /// <exception cref="Potentials.PotentialException">The molecule cannot be treated, or something does not converge.</exception>
    MethodResult Solve(MethodTask task);
}
