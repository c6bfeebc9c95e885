using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// Whatever a program computes that speaks i-PI's protocol as a client: this side listens, moves the atoms and asks. The protocol carries positions and the cell only; elements, charge and spin
/// are what the client's own input says.
/// </summary>
sealed class IpiPotential(IpiAddress address, IpiSettings settings) : IPotential, IDescribed, IDisposable
{
    public string Name { get; } = $"ipi:{address}{settings.Text}";

    public double? Cutoff => null;

    public string Card => $"A program that computes, asked by i-PI's protocol at {address.Place}; what it computes is its own affair.\n" +
        $"Waits {settings.Wait.TotalSeconds:0.###} s for it to come, and {settings.Timeout.TotalSeconds:0.###} s for an answer.";

    public bool Covers(Element element) => true;

    /// <summary>Begins to listen.</summary>
    public IEvaluator Open(EvaluatorOptions options) => new IpiEvaluator(Name, IpiHub.At(address), settings with { Timeout = options.TimeLimit ?? settings.Timeout }, options.Cancellation);

    /// <summary>Tells the clients to end and listens no more.</summary>
    public void Dispose() => IpiHub.Close(address);
}

/// <summary>What is said after the address.</summary>
/// <param name="Wait">How long to wait for a client.</param>
/// <param name="Timeout">How long one calculation may take.</param>
/// <param name="Triangular">The structure is turned until a is along x and b in the plane of x and y.</param>
/// <param name="NoVirial">The client is known to give no virial; it is not a number then, rather than zero.</param>
/// <param name="Box">Edge of the box for what has no cell, Å.</param>
sealed record IpiSettings(TimeSpan Wait, TimeSpan Timeout, bool Triangular, bool NoVirial, double Box)
{
    public static IpiSettings Usual { get; } = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(3600), false, false, 100);

    /// <summary>What differs from the usual, as it is written.</summary>
    public string Text => FormattableString.Invariant(
        $"{(Wait == Usual.Wait ? "" : $",wait={Wait.TotalSeconds}")}{(Timeout == Usual.Timeout ? "" : $",timeout={Timeout.TotalSeconds}")}{(Box == Usual.Box ? "" : $",box={Box}")}{(Triangular ? ",triangular" : "")}{(NoVirial ? ",no-virial" : "")}");
}
