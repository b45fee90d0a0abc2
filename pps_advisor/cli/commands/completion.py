"""`pps-advisor completion`: the script that lets a shell complete commands, ids and cases."""

from __future__ import annotations

import click

from pps_advisor.cli.shared.output import show

SHELLS = ("bash", "zsh", "fish", "powershell")
PROGRAM, VARIABLE = "pps-advisor", "_PPS_ADVISOR_COMPLETE"


@click.command(
    "completion",
    help=(
        "Toon het script waarmee uw shell aanvult wat u typt: opdrachten, opties, casussen, "
        "vragen, regels en aanbevelingen."
        "\n\nZet het in het bestand dat uw shell bij het starten leest, en open een nieuw venster."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor completion bash >> ~/.bashrc\n"
        "  pps-advisor completion zsh >> ~/.zshrc\n"
        "  pps-advisor completion fish > ~/.config/fish/completions/pps-advisor.fish\n"
        "  pps-advisor completion powershell >> $PROFILE"
    ),
)
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    from click.shell_completion import ShellComplete, get_completion_class

    cli = context.find_root().command
    kind = get_completion_class(shell)
    assert kind is not None, "click completes all four"
    # click's own source() for bash first looks for a bash, and complains in English without one
    show(ShellComplete.source(kind(cli, {}, PROGRAM, VARIABLE)), for_people=False)
