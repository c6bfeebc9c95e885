using System.Diagnostics;
using System.Net.Sockets;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>How serving ended.</summary>
public enum IpiEnd
{
    /// <summary>The server said so.</summary>
    Exit,

    /// <summary>The server closed the connection between two frames, as ASE does at the end.</summary>
    Closed,

    /// <summary>The token was set.</summary>
    Cancelled,

    /// <summary>Nobody listened for as long as was to be waited.</summary>
    Nobody,
}

/// <summary>
/// Offers a potential to a program that moves atoms and speaks i-PI's protocol as the server: i-PI, ASE's SocketIOCalculator, or <c>ipi:…</c> of this library. The protocol carries no elements:
/// they, charge and multiplicity, and which directions repeat are those of the structure given.
/// </summary>
/// <param name="structure">The atoms, in the server's order; its positions and cell are overwritten.</param>
/// <param name="evaluator">Of the potential that is offered; it stays the caller's.</param>
public sealed class IpiClient(IpiAddress address, Structure structure, IEvaluator evaluator)
{
    static readonly TimeSpan Blink = TimeSpan.FromSeconds(0.1);

    const int MostInit = 1 << 20;

    readonly double[] _nine = new double[9];
    readonly Prediction _prediction = new();
    readonly Stopwatch _computing = new();
    readonly Stopwatch _serving = new();
    string _state = IpiMessage.NeedInit;

    /// <summary>How long the rest of a message may take once it has begun.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Structures answered for.</summary>
    public long Frames { get; private set; }

    /// <summary>Time spent on energies and forces, rather than waiting for the server.</summary>
    public TimeSpan Computing => _computing.Elapsed;

    /// <summary>All the time since a server's first message, those of several servers added up.</summary>
    public TimeSpan Serving => _serving.Elapsed;

    /// <summary>Connects, and answers until the server ends it.</summary>
    /// <param name="wait">How long to try while nobody listens.</param>
    /// <param name="answered">Called after each structure.</param>
    /// <exception cref="PotentialException">Nobody knows the host; the server does not speak the protocol, sends other atoms, or dies within a message; or the potential failed, and the connection was
    /// closed rather than numbers sent that are wrong.</exception>
    /// <exception cref="AtomsException">A structure that was sent is broken.</exception>
    public IpiEnd Serve(TimeSpan wait, Action? answered = null, CancellationToken cancellation = default)
    {
        _state = IpiMessage.NeedInit;
        using var wire = Connect(wait, cancellation);
        if (wire is null)
            return cancellation.IsCancellationRequested ? IpiEnd.Cancelled : IpiEnd.Nobody;
        try
        {
            while (true)
            {
                while (!wire.Speaks(Blink))
                {
                    if (cancellation.IsCancellationRequested)
                        return IpiEnd.Cancelled;
                }
                if (cancellation.IsCancellationRequested)
                    return IpiEnd.Cancelled;
                if (wire.HasEnded())
                    return IpiEnd.Closed;
                _serving.Start();
                if (wire.ReadHeader(Patience) is var header && header == IpiMessage.Exit)
                    return IpiEnd.Exit;
                if (Answer(wire, header))
                    answered?.Invoke();
            }
        }
        // An evaluation that was waiting for another program; without forces to send, the connection is closed.
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return IpiEnd.Cancelled;
        }
        catch (IpiFault fault)
        {
            throw new PotentialException($"The server at {address} {fault.Message}.", fault);
        }
        finally
        {
            _serving.Stop();
            _computing.Stop();
        }
    }

    /// <returns>Whether forces were sent.</returns>
    bool Answer(IpiWire wire, string header)
    {
        switch (header)
        {
            case IpiMessage.Status:
                wire.Header(_state).Send(Patience);
                return false;
            case IpiMessage.Init:
                wire.ReadInt(Patience);
                wire.SkipText(MostInit, "initial text", Patience);
                _state = IpiMessage.Ready;
                return false;
            case IpiMessage.PosData:
                ReadStructure(wire);
                _computing.Start();
                evaluator.Evaluate(structure, Request.Forces | Request.Virial, _prediction);
                _computing.Stop();
                _state = IpiMessage.HaveData;
                return false;
            case IpiMessage.GetForce when _state == IpiMessage.HaveData:
                WriteForces(wire);
                _state = IpiMessage.Ready;
                Frames++;
                return true;
            case IpiMessage.GetForce:
                throw new IpiFault("asked for forces before it sent positions");
            default:
                throw new IpiFault($"sent '{header}', which is no message of i-PI's protocol to a client");
        }
    }

    void ReadStructure(IpiWire wire)
    {
        wire.ReadReals(_nine, Patience);
        if (structure.Periodic.Any)
        {
            var vectors = IpiUnits.ToVectors(_nine);
            try
            {
                structure.Cell = new Cell(vectors);
            }
            catch (AtomsException e)
            {
                throw new PotentialException($"The server at {address} sent a cell for {structure} that is none: {e.Message}", e);
            }
        }
        // Servers do not agree which way round the inverse is; nobody needs it.
        wire.ReadReals(_nine, Patience);
        var count = wire.ReadInt(Patience);
        if (count != structure.Count)
            throw new IpiFault($"has {count:N0} atoms, and the structure given here, {structure}, has {structure.Count:N0}; both sides need the same atoms in the same order");
        var positions = IpiUnits.Numbers(structure.Positions);
        wire.ReadReals(positions, Patience);
        IpiUnits.ToPositions(positions);
    }

    void WriteForces(IpiWire wire)
    {
        var forces = IpiUnits.Numbers(_prediction.Forces);
        var finite = double.IsFinite(_prediction.Energy);
        foreach (var f in forces)
            finite &= double.IsFinite(f);
        if (!finite)
            throw new PotentialException($"The potential gave an energy or a force that is not a number for what the server at {address} sent; nothing was answered.");
        IpiUnits.FromForces(forces);
        IpiUnits.FromVirial(_prediction.Virial, _nine);
        if (!_prediction.Virial.IsFinite)
            Array.Clear(_nine);
        wire.Header(IpiMessage.ForceReady).Reals([_prediction.Energy / Units.Hartree]).Int(structure.Count).Reals(forces).Reals(_nine).Int(0).Send(Patience);
    }

    /// <summary>Null where the token was set, or nobody listens.</summary>
    IpiWire? Connect(TimeSpan wait, CancellationToken cancellation)
    {
        var end = address.EndPoint();
        var watch = Stopwatch.StartNew();
        while (!cancellation.IsCancellationRequested)
        {
            var socket = address.NewSocket();
            try
            {
                socket.Connect(end);
                return new IpiWire(socket);
            }
            catch (SocketException)
            {
                socket.Dispose();
                if (watch.Elapsed >= wait)
                    return null;
            }
            cancellation.WaitHandle.WaitOne(Blink);
        }
        return null;
    }
}
